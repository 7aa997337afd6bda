import { useState } from 'react';
import type { NetworkSettings } from '../../schemas/disaster.ts';
import { putNetworkSettings, readNetworkSettings } from '../../schemas/operations/disaster.ts';
import { useAskWithEtag } from '../api/ask.ts';
import { useForm } from '../api/use-form.ts';
import { useMe } from '../app/me.ts';
import { useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Checkbox, RadioGroup, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Facts, Page } from '../ui/page.tsx';
import { Asked, ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';

const NUMBERS = [
  'windowDays',
  'grantHours',
  'inpatientDays',
  'evidenceDays',
  'laterConsentDays',
  'explanationDays',
] as const;

const SettingsPage = () => {
  const t = useTexts(texts);
  const isOffice = useMe().staff.role === 'networkOffice';
  const asked = useAskWithEtag(readNetworkSettings, {});
  // Outlives the form, which begins anew with the settings that were stored.
  const [isSaved, setSaved] = useState(false);
  return (
    <Page
      title={t('settingsTitle')}
      actions={
        <ButtonLink variant="secondary" href="/disaster">
          {t('back')}
        </ButtonLink>
      }
    >
      <p>{t('settingsIntro')}</p>
      <Asked asked={asked} lines={8}>
        {({ body: { settings }, etag }) =>
          isOffice ? (
            <SettingsForm key={etag} settings={settings} etag={etag} isSaved={isSaved} onSaved={() => setSaved(true)} />
          ) : (
            <SettingsFacts settings={settings} />
          )
        }
      </Asked>
    </Page>
  );
};
export default SettingsPage;

const SettingsFacts = ({ settings }: { settings: NetworkSettings }) => {
  const t = useTexts(texts);
  return (
    <div className="card flex flex-col gap-3 p-4">
      <Facts
        items={[
          [t('n5'), settings.n5 ? t(settings.n5) : t('n5Unset')],
          [t('d3'), t(settings.d3)],
          [t('inboxIsNotice'), settings.inboxIsNotice ? '○' : '-'],
          ...NUMBERS.map((name) => [t(name), settings[name]] as const),
        ]}
      />
      <Notice>{t('readOnly')}</Notice>
    </div>
  );
};

type Values = Omit<NetworkSettings, 'version' | (typeof NUMBERS)[number]> & Record<(typeof NUMBERS)[number], string>;

const valuesOf = ({ n5, d3, inboxIsNotice, ...rest }: NetworkSettings): Values => ({
  ...(n5 && { n5 }),
  d3,
  inboxIsNotice,
  ...(Object.fromEntries(NUMBERS.map((name) => [name, String(rest[name])])) as Record<
    (typeof NUMBERS)[number],
    string
  >),
});

/** A number that cannot be read goes as it was typed, and the schema says what is wrong with it. */
const bodyOf = ({ n5, d3, inboxIsNotice, ...numbers }: Values) => ({
  ...(n5 && { n5 }),
  d3,
  inboxIsNotice,
  ...(Object.fromEntries(NUMBERS.map((name) => [name, Number(numbers[name].normalize('NFKC'))])) as Record<
    (typeof NUMBERS)[number],
    number
  >),
});

type FormProps = { settings: NetworkSettings; etag: string | undefined; isSaved: boolean; onSaved: () => void };

const SettingsForm = ({ settings, etag, isSaved, onSaved }: FormProps) => {
  const t = useTexts(texts);
  const form = useForm(putNetworkSettings, {
    initial: valuesOf(settings),
    inputOf: (values: Values) => ({
      body: bodyOf(values) as ReturnType<typeof bodyOf> & { n5: NonNullable<NetworkSettings['n5']> },
      ...(etag !== undefined && { ifMatch: etag }),
    }),
    onDone: onSaved,
    changes: [readNetworkSettings],
  });
  const { values, set, faultAt } = form;
  return (
    <form
      className="card flex flex-col gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      {form.error && <ProblemView error={form.error} />}
      {isSaved && !form.isDirty && (
        <Notice tone="success" isUrgent>
          {t('saved')}
        </Notice>
      )}
      <RadioGroup
        label={t('n5')}
        isRequired
        value={values.n5}
        onChange={(n5) => set('n5', n5)}
        fault={faultAt('/n5')}
        choices={(['allowWithExplanation', 'refuse'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <RadioGroup
        label={t('d3')}
        isRequired
        value={values.d3}
        onChange={(d3) => set('d3', d3)}
        fault={faultAt('/d3')}
        choices={(['afterTheFact', 'omitted'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Checkbox
        label={t('inboxIsNotice')}
        isChecked={values.inboxIsNotice}
        onChange={(is) => set('inboxIsNotice', is)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {NUMBERS.map((name) => (
          <TextField
            key={name}
            label={t(name)}
            inputMode="numeric"
            isRequired
            value={values[name]}
            onChange={(text) => set(name, text)}
            fault={faultAt(`/${name}`)}
          />
        ))}
      </div>
      <div>
        <Button type="submit" isBusy={form.isSending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
};
