import { type FormEvent, useState } from 'react';
import { listLinks, putLink, readPatient, searchPatients } from '../../../schemas/operations/registration.ts';
import { codeOf, ProblemError } from '../../api/problem-error.ts';
import { useForm } from '../../api/use-form.ts';
import { navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/states.tsx';
import { useFirstFault } from '../first-fault.ts';
import { handover, type LinkHandover } from '../handover.ts';
import { PersonFacts } from '../person-facts.tsx';
import { Differences } from './differences.tsx';
import { Steps } from './steps.tsx';
import { texts } from './texts.ts';

/** The own patient ID: what makes the record open, and the way by which a further facility comes to a registered patient (施設追加). */
const OwnIdPage = ({ params: { patientId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const [{ flow, person, localId, emsGrantId }] = useState(() => handover<LinkHandover>());
  return (
    <Page title={t('ownTitle')}>
      <Steps flow={flow ?? 'add'} at={flow ? 1 : 2} />
      {person ? (
        <>
          <PersonFacts person={person} />
          <OwnIdForm {...{ patientId, flow, localId, emsGrantId, person }} />
        </>
      ) : (
        // Whoever opens the address alone may not know whom it is about.
        <Empty>
          <p className="pb-3">{t('ownUnknown')}</p>
          <ButtonLink href="/patients">{t('toSearch')}</ButtonLink>
        </Empty>
      )}
    </Page>
  );
};
export default OwnIdPage;

type OwnIdProps = LinkHandover & { patientId: string };

const OwnIdForm = ({ patientId, flow, person, localId, emsGrantId }: OwnIdProps) => {
  const t = useTexts(texts);
  const { facility } = useMe();
  const { form: element, showFirstFault } = useFirstFault();
  const goOn = (): void =>
    navigate(`/patients/${patientId}/${flow ? 'facilities' : 'latest'}`, {
      replace: true,
      state: { ...(flow && { flow }), ...(person && { person }) } satisfies LinkHandover,
    });
  const form = useForm(putLink, {
    initial: { localId: localId ?? '', confirmDifference: false },
    inputOf: (typed) => ({
      params: { patientId: patientId, facilityId: facility.facilityId },
      body: {
        localId: typed.localId,
        confirmDifference: typed.confirmDifference,
        ...(emsGrantId && { emsGrantId: emsGrantId }),
      },
    }),
    changes: [readPatient, searchPatients, listLinks],
    onDone: goOn,
  });
  const differs = codeOf(form.error) === 'LINK_DEMOGRAPHICS_DIFFER';
  return (
    <form
      ref={element}
      noValidate
      className="flex flex-col gap-6"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void form.submit().then(showFirstFault);
      }}
    >
      <Section title={t('ownId')}>
        <p>{t('ownLead')}</p>
        <TextField
          className="sm:w-1/2"
          label={t('ownId')}
          hint={t('idDigits', { digits: facility.localIds.digits })}
          value={form.values.localId}
          onChange={(value) => form.set('localId', value)}
          fault={form.faultAt('/localId')}
          isRequired
          spellCheck={false}
        />
      </Section>
      {differs && (
        <Differences error={form.error instanceof ProblemError ? form.error : undefined}>
          <Checkbox
            label={t('differAgree')}
            isChecked={form.values.confirmDifference}
            onChange={(value) => form.set('confirmDifference', value)}
          />
        </Differences>
      )}
      {form.error && !differs && <ProblemView error={form.error} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="lg" isBusy={form.isSending} isDisabled={differs && !form.values.confirmDifference}>
          {t(differs ? 'differLink' : 'ownSubmit')}
        </Button>
        {flow && (
          <Button variant="quiet" onClick={goOn}>
            {t('skip')}
          </Button>
        )}
      </div>
    </form>
  );
};
