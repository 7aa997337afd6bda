import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Checkbox } from '../../ui/field.tsx';
import { texts } from '../texts.ts';
import { useSpan } from '../use-span.ts';
import type { Found } from './flow.ts';

/** How old what is stored is; the latest has been asked for by the look-up itself. */
export const DataAgeLine = ({ data: { fetchedAt, requestedAt } }: { data: Found['data'] }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { words, now } = useSpan();
  return (
    <p className="text-sm text-solid-gray-800">
      {fetchedAt
        ? t('fetched', { at: dates.instant(fetchedAt), span: words(Date.parse(now) - Date.parse(fetchedAt)) })
        : t('neverFetched')}{' '}
      {requestedAt && t('asked')}
    </p>
  );
};

/** Whether the look-up's own message to the facility's inbox is not enough (the network's choice), and the facility is open. */
export const mustTelephone = ({ inHours, options }: Found): boolean =>
  inHours === true && options.some(({ owes }) => owes.some(({ duty }) => duty === 'notifyBefore'));

type DiscloserProps = { found: Found; isAbsent: boolean; onAbsent: (isAbsent: boolean) => void };

/** Whether the disclosing facility is open now, whom to telephone, and whether anybody has to. */
export const Discloser = ({ found, isAbsent, onAbsent }: DiscloserProps) => {
  const t = useTexts(texts);
  const { inHours, contact } = found;
  if (inHours === undefined && !contact) return undefined;
  const isCallFirst = mustTelephone(found);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3">
        {inHours !== undefined && <span>{t(inHours ? 'inHours' : 'outOfHours')}</span>}
        {contact && (
          <a href={`tel:${contact.phone.replaceAll(/[^\d+]/g, '')}`} className="link inline-flex min-h-11 items-center">
            {t('telephone', contact)}
          </a>
        )}
      </p>
      {inHours && !isCallFirst && <p className="text-sm">{t('toldByInbox')}</p>}
      {isCallFirst && <Checkbox label={t('absent')} isChecked={isAbsent} onChange={onAbsent} />}
    </div>
  );
};
