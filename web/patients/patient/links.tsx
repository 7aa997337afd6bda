import { useState } from 'react';
import type { FacilitySummary } from '../../../schemas/directory.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import { useMe } from '../../app/me.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { type useFacilities, useNames } from '../facility-list.ts';
import type { LinkHandover } from '../handover.ts';
import { handlesRegistration, worksWithPatients } from '../may.ts';
import { EndLink } from './end-link.tsx';
import { texts } from './texts.ts';

type LinkLine = PatientView['links'][number];
type LinksProps = { patient: PatientView; facilities: ReturnType<typeof useFacilities> };

/** Each facility's patient ID: whether it opens anything, who gave it and when. */
export const Links = ({ patient, facilities }: LinksProps) => {
  const t = useTexts(texts);
  const me = useMe();
  const nameOf = useNames(facilities.data);
  const [ending, setEnding] = useState<LinkLine>();
  const { patientId, links } = patient;
  const ownId = me.facility.facilityId;
  const isOwnLinked = links.some(({ facilityId }) => facilityId === ownId);
  // Its own facility's link (LINK-04), and any for the network office (LINK-05).
  const mayEnd = ({ facilityId }: LinkLine): boolean => !handlesRegistration(me) || facilityId === ownId;
  return (
    <Section
      title={t('links')}
      actions={
        worksWithPatients(me) && (
          <div className="flex flex-wrap gap-2">
            {!isOwnLinked && (
              <ButtonLink
                size="sm"
                href={`/patients/${patientId}/own-id`}
                state={{ person: patient.demographics } satisfies LinkHandover}
              >
                {t('addOwn')}
              </ButtonLink>
            )}
            <ButtonLink size="sm" variant="secondary" href={`/patients/${patientId}/facilities`}>
              {t('addFacility')}
            </ButtonLink>
          </div>
        )
      }
    >
      {links.length === 0 && <Empty>{t('linksEmpty')}</Empty>}
      <ul className="flex flex-col divide-y divide-solid-gray-200">
        {links
          .toSorted((a, b) => Number(b.facilityId === ownId) - Number(a.facilityId === ownId))
          .map((link) => (
            <li
              key={link.facilityId}
              className="grid grid-cols-1 items-center gap-x-4 gap-y-1 py-3 sm:grid-cols-[minmax(10rem,1fr)_10rem_2fr_6rem]"
            >
              <Line link={link} nameOf={nameOf} isOwn={link.facilityId === ownId} />
              {mayEnd(link) && (
                <Button
                  variant="quiet"
                  size="sm"
                  className="justify-self-start sm:justify-self-end"
                  onClick={() => setEnding(link)}
                >
                  {t('end')}
                </Button>
              )}
            </li>
          ))}
      </ul>
      {ending && (
        <EndLink
          patientId={patientId}
          link={ending}
          name={nameOf(ending.facilityId)}
          facility={facilities.data?.find(({ facilityId }: FacilitySummary) => facilityId === ending.facilityId)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Section>
  );
};

type LineProps = { link: LinkLine; nameOf: (facilityId: string) => string; isOwn: boolean };

const Line = ({ link, nameOf, isOwn }: LineProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <>
      <div className="min-w-0">
        <p className="font-bold">
          {nameOf(link.facilityId)}
          {isOwn && <span className="ml-2 text-sm font-normal text-solid-gray-700">{t('own')}</span>}
        </p>
        <p className="text-sm">
          {t('localId')} <span className="font-bold">{link.localId}</span>
        </p>
      </div>
      <div>
        <Badge tone={link.state === 'verified' ? 'success' : 'warning'}>
          {t(link.state === 'verified' ? 'verified' : 'pending')}
        </Badge>
      </div>
      <div className="min-w-0 text-sm text-solid-gray-800">
        {link.verifiedBy && <p>{t(`by_${link.verifiedBy}`)}</p>}
        <p>{t('linkedBy', { facility: nameOf(link.linkedByFacility), at: dates.instant(link.linkedAt) })}</p>
      </div>
    </>
  );
};
