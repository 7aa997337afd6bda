import type { EmsUse } from '../../schemas/ems.ts';
import { STANDING_TONES } from '../emergency/grants/standing.ts';
import { texts as grantTexts } from '../emergency/grants/texts.ts';
import { PersonLine } from '../emergency/look-up/person-lines.tsx';
import { usePlaceName } from '../emergency/place-name.ts';
import { texts as emergencyTexts } from '../emergency/texts.ts';
import { useSpan } from '../emergency/use-span.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Badge } from '../ui/notice.tsx';
import { texts } from './texts.ts';

type FactsProps = { use: EmsUse; mark: 'unread' | 'exchanged' | 'acknowledged' };

/** Who looked at whose record, when, why, and how it stands. */
export const UseFacts = ({ use, mark }: FactsProps) => {
  const t = useTexts(texts);
  const standingWord = useTexts(grantTexts);
  const occasionWord = useTexts(emergencyTexts);
  const dates = useDates();
  const nameOf = usePlaceName();
  const { since } = useSpan();
  const { standing, occasion, remote, reason, openObligations, messages } = use;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 pb-1">
        <Badge tone={mark === 'unread' ? 'danger' : 'info'}>{t(mark, { count: messages })}</Badge>
        <Badge tone={STANDING_TONES[standing]}>{standingWord(`standing.${standing}`)}</Badge>
        {occasion && <Badge>{occasionWord(`occasion.${occasion}`)}</Badge>}
        {remote && <Badge>{t('remote')}</Badge>}
      </p>
      <PersonLine person={use.person} />
      <p>{t('localId', { id: use.localId })}</p>
      <p>{t('by', { facility: nameOf(use.viewerFacilityId, use.viewerFacilityName), staff: use.openedBy })}</p>
      <p>{t('at', { at: dates.instant(use.openedAt), ago: since(use.openedAt) })}</p>
      {reason !== undefined && <p className="break-words">{t('reason', { reason })}</p>}
      {standing === 'live' && <p className="text-sm">{t('until', { at: dates.instant(use.until) })}</p>}
      {openObligations > 0 && <p className="text-sm">{t('owes', { count: openObligations })}</p>}
      {standing === 'wrongPatient' && <p className="font-bold text-red-900">{t('wrong')}</p>}
    </div>
  );
};
