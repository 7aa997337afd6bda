import { useState } from 'react';
import type { FacilitySummary } from '../../../schemas/directory.ts';
import { readPatient } from '../../../schemas/operations/registration.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import { useAsk } from '../../api/ask.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Asked, Empty } from '../../ui/states.tsx';
import { useFacilities } from '../facility-list.ts';
import { handover, type LinkHandover } from '../handover.ts';
import { PersonFacts } from '../person-facts.tsx';
import { FacilityIdForm } from './facility-id-form.tsx';
import { Steps } from './steps.tsx';
import { texts } from './texts.ts';

/** Step 2: the patient's IDs at the facilities that disclose records; also reached later, when a facility is added. */
const FacilitiesPage = ({ params: { patientId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const [{ flow }] = useState(() => handover<LinkHandover>());
  const patient = useAsk(readPatient, { params: { patientId: patientId } });
  return (
    <Page title={t('facilitiesTitle')}>
      {flow && <Steps flow={flow} at={2} />}
      <Asked asked={patient} lines={6}>
        {({ patient }) => (
          <>
            <PersonFacts person={patient.demographics} />
            <Disclosers patient={patient} />
          </>
        )}
      </Asked>
      <div className="flex flex-wrap gap-3">
        <ButtonLink size="lg" href={`/patients/${patientId}/latest`} state={{ flow } satisfies LinkHandover}>
          {t('next')}
        </ButtonLink>
        <ButtonLink variant="quiet" href={`/patients/${patientId}`}>
          {t('toPatient')}
        </ButtonLink>
      </div>
    </Page>
  );
};
export default FacilitiesPage;

const FILTER_FROM = 6;

const Disclosers = ({ patient }: { patient: PatientView }) => {
  const t = useTexts(texts);
  const me = useMe();
  const asked = useFacilities();
  const [filter, setFilter] = useState('');
  const wanted = filter.normalize('NFKC').toLowerCase().trim();
  const fits = ({ name, nameEn, municipality }: FacilitySummary): boolean =>
    `${name} ${nameEn} ${municipality}`.normalize('NFKC').toLowerCase().includes(wanted);
  return (
    <Section title={t('disclosers')}>
      <p>{t('facilitiesLead')}</p>
      <Asked asked={asked} lines={4}>
        {(facilities) => {
          const disclosing = facilities.filter(
            ({ facilityId, discloses, state }) =>
              discloses && state === 'active' && facilityId !== me.facility.facilityId,
          );
          if (disclosing.length === 0) return <Empty>{t('noDiscloser')}</Empty>;
          return (
            <>
              {disclosing.length > FILTER_FROM && (
                <TextField className="sm:w-1/2" label={t('filter')} value={filter} onChange={setFilter} />
              )}
              <ul className="flex flex-col divide-y divide-solid-gray-200">
                {disclosing.map((facility) => (
                  // Hidden, not taken away: what was typed there stays.
                  <li key={facility.facilityId} hidden={!fits(facility)} className="py-4">
                    <FacilityIdForm
                      patientId={patient.patientId}
                      facility={facility}
                      link={patient.links.find(({ facilityId }) => facilityId === facility.facilityId)}
                    />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Asked>
    </Section>
  );
};
