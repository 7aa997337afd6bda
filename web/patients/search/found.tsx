import type { RefObject } from 'react';
import type { OutputOf } from '../../../schemas/operation.ts';
import { searchPatients } from '../../../schemas/operations/registration.ts';
import { useAsk } from '../../api/ask.ts';
import { codeOf } from '../../api/problem-error.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Asked, Empty } from '../../ui/states.tsx';
import { isKana } from '../demographics/reading.ts';
import type { RegistrationHandover } from '../handover.ts';
import { handlesRegistration } from '../may.ts';
import { PatientRows } from './patient-rows.tsx';
import { texts } from './texts.ts';
import { Throttled } from './throttled.tsx';
import { type Criteria, reachesOthers } from './understood.ts';

export type FoundPatient = OutputOf<typeof searchPatients>['items'][number];

/** What a search found: the own patients first, then those whom another facility registered. */
export const Found = ({ criteria, field }: { criteria: Criteria; field: RefObject<HTMLInputElement | null> }) => {
  const t = useTexts(texts);
  const asked = useAsk(searchPatients, { query: criteria });
  if (codeOf(asked.error) === 'SEARCH_EXHAUSTED') return <Throttled error={asked.error} retry={asked.refetch} />;
  return (
    <Section title={t('results')}>
      <Asked asked={asked} lines={3}>
        {({ items }) => (
          <>
            <p role="status">{items.length > 0 && t('found', { count: items.length })}</p>
            {items.length === 0 && <NobodyFound criteria={criteria} />}
            <PatientRows items={items} field={field} />
          </>
        )}
      </Asked>
    </Section>
  );
};

const NobodyFound = ({ criteria }: { criteria: Criteria }) => {
  const t = useTexts(texts);
  const me = useMe();
  const why = criteria.localId !== undefined ? 'noneId' : reachesOthers(criteria) ? 'noneAll' : 'noneOwn';
  return (
    <Empty>
      <div role="status" className="flex flex-col items-center gap-3">
        <p className="font-bold">{t('none')}</p>
        <p>{me.staff.role === 'networkOffice' ? undefined : t(why)}</p>
        {handlesRegistration(me) && (
          <ButtonLink href="/patients/new" state={registrationOf(criteria)}>
            {t('registerThis')}
          </ButtonLink>
        )}
      </div>
    </Empty>
  );
};

const registrationOf = ({ localId, birthDate, family, given, phone }: Criteria): RegistrationHandover => ({
  typed: {
    ...(birthDate && { birthDate }),
    ...(phone && { phone }),
    ...(family && (isKana(family) ? { familyKana: family } : { family })),
    ...(given && (isKana(given) ? { givenKana: given } : { given })),
  },
  ...(localId && { localId }),
});
