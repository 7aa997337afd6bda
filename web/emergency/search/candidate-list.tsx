import type { EmsCandidate } from '../../../schemas/ems.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PersonLine } from '../look-up/person-lines.tsx';
import { withSuffix } from '../look-up/typed-id.ts';
import { usePlaceName } from '../place-name.ts';
import { texts } from './texts.ts';

/** Candidates as the API ranks them, the likeliest first; each says why it matched. */
export const CandidateList = ({ items, more }: { items: readonly EmsCandidate[]; more: boolean }) => {
  const t = useTexts(texts);
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">{t('results')}</h2>
      <p role="status">{items.length === 0 ? t('none') : t('found', { count: items.length })}</p>
      {items.length === 0 && <Notice title={t('none')}>{t('noneBody')}</Notice>}
      {more && <Notice tone="warning" title={t('moreMatched')} />}
      <ul className="flex flex-col gap-3">
        {items.map((candidate) => (
          <li key={`${candidate.facilityId} ${candidate.localId}`}>
            <Candidate candidate={candidate} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Candidate = ({ candidate }: { candidate: EmsCandidate }) => {
  const t = useTexts(texts);
  const say = useSay();
  const nameOf = usePlaceName();
  const { facilityId, facilityName, localId, person, addressHead, phoneEnd, because } = candidate;
  return (
    <article className="card flex flex-col gap-3 p-4 sm:flex-row sm:items-center sm:justify-between">
      <div className="flex flex-col gap-1">
        <PersonLine person={person} />
        <p>{t('idAt', { facility: nameOf(facilityId, facilityName), id: localId })}</p>
        <p className="flex flex-wrap gap-x-4 text-sm">
          {addressHead !== undefined && <span>{t('lives', { head: addressHead })}</span>}
          {phoneEnd !== undefined && <span>{t('phoneEnd', { end: phoneEnd })}</span>}
        </p>
        <ul aria-label={t('because')} className="text-sm text-solid-gray-800">
          {because.map((reason) => (
            <li key={reason.id}>
              <span aria-hidden="true">✓ </span>
              {say(reason)}
            </li>
          ))}
        </ul>
      </div>
      <ButtonLink href="/emergency" state={{ facilityId, patientId: withSuffix(localId) }} className="shrink-0">
        {t('choose')}
      </ButtonLink>
    </article>
  );
};
