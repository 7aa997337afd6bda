import { RELAXATIONS, type Relaxation } from '../../schemas/disaster.ts';
import { declareDisasterRule, listDisasterRules } from '../../schemas/operations/disaster.ts';
import { useForm } from '../api/use-form.ts';
import { navigate } from '../app/location.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Checkbox, RadioGroup, TextArea, TextField } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemView } from '../ui/states.tsx';
import { type Area, AreaField } from './area-field.tsx';
import { instantOf } from './jst-time.ts';
import { texts } from './texts.ts';

const EMPTY: Area = { facilities: [], municipalities: [] };
const ALL = Object.keys(RELAXATIONS) as Relaxation[];

const INITIAL = {
  mode: undefined as 'real' | 'drill' | undefined,
  basis: '',
  from: '',
  until: '',
  viewingArea: EMPTY,
  disclosingArea: EMPTY,
  relaxations: [] as Relaxation[],
};

type Values = typeof INITIAL;

/** As declared; what is missing stays missing, so that the API's own schema says so at its field. */
const bodyOf = ({ mode, from, until, ...values }: Values) => ({
  ...values,
  ...(mode && { mode }),
  patients: 'evacuees' as const,
  ...(from !== '' && { from: instantOf(from) ?? from }),
  ...(until !== '' && { until: instantOf(until) ?? until }),
});

const DeclarePage = () => {
  const t = useTexts(texts);
  const say = useSay();
  const form = useForm(declareDisasterRule, {
    initial: INITIAL,
    inputOf: (values: Values) => ({
      body: bodyOf(values) as ReturnType<typeof bodyOf> & { mode: 'real' | 'drill'; until: string },
    }),
    changes: [listDisasterRules],
    onDone: () => navigate('/disaster'),
  });
  const { values, set, faultAt } = form;
  return (
    <Page title={t('newTitle')}>
      <form
        className="card flex flex-col gap-5 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        {form.error && <ProblemView error={form.error} />}
        <RadioGroup
          label={t('mode')}
          isRequired
          value={values.mode}
          onChange={(mode) => set('mode', mode)}
          fault={faultAt('/mode')}
          choices={[
            { value: 'real', label: t('real'), hint: t('modeRealHint') },
            { value: 'drill', label: t('drill'), hint: t('modeDrillHint') },
          ]}
        />
        <TextArea
          label={t('basis')}
          hint={t('basisHint')}
          isRequired
          value={values.basis}
          onChange={(basis) => set('basis', basis)}
          fault={faultAt('/basis')}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            type="datetime-local"
            label={t('from')}
            hint={t('timeHint')}
            value={values.from}
            onChange={(from) => set('from', from)}
            fault={faultAt('/from')}
          />
          <TextField
            type="datetime-local"
            label={t('until')}
            hint={t('untilHint')}
            isRequired
            value={values.until}
            onChange={(until) => set('until', until)}
            fault={faultAt('/until')}
          />
        </div>
        <AreaField
          label={t('viewingArea')}
          value={values.viewingArea}
          onChange={(area) => set('viewingArea', area)}
          fault={faultAt('/viewingArea', '/viewingArea/facilities/0', '/viewingArea/municipalities/0')}
        />
        <AreaField
          label={t('disclosingArea')}
          value={values.disclosingArea}
          onChange={(area) => set('disclosingArea', area)}
          fault={faultAt('/disclosingArea', '/disclosingArea/facilities/0', '/disclosingArea/municipalities/0')}
        />
        <fieldset className="flex flex-col">
          <legend className="font-bold">{t('relaxations')}</legend>
          {ALL.map((name) => (
            <Checkbox
              key={name}
              label={say(RELAXATIONS[name])}
              isChecked={values.relaxations.includes(name)}
              onChange={(isIn) =>
                set(
                  'relaxations',
                  isIn ? [...values.relaxations, name] : values.relaxations.filter((other) => other !== name),
                )
              }
            />
          ))}
          {faultAt('/relaxations') && (
            <p role="alert" className="text-sm text-red-900">
              {t('relaxationsEmpty')}
            </p>
          )}
        </fieldset>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" isBusy={form.isSending}>
            {t('submit')}
          </Button>
          <ButtonLink variant="secondary" href="/disaster">
            {t('cancel')}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
};
export default DeclarePage;
