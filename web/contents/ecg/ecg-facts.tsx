import type { DocumentView } from '../../../schemas/document.ts';
import { useTexts } from '../../text/texts.ts';
import { Facts } from '../../ui/page.tsx';
import { useLocalTime } from '../local-time.ts';
import { texts } from './texts.ts';
import type { Filters, Group, Waveform } from './waveform.ts';

type FactsProps = { waveform: Waveform; group: Group; document: DocumentView };

/** When and how it was recorded, as far as the file says; and what stands beside the curves in it. */
export const EcgFacts = ({ waveform: { remarks }, group, document: { content } }: FactsProps) => {
  const t = useTexts(texts);
  const localTime = useLocalTime();
  const filters = useFilters(group.channels[0]?.filters ?? {});
  const recorded = content?.kind === 'dicom' ? content.acquiredAt : undefined;
  const sampling = t('samplingOf', {
    rate: group.samplesPerSecond,
    seconds: Math.round(group.seconds * 10) / 10,
    channels: group.channels.length,
  });
  return (
    <>
      <Facts
        items={[
          [t('recorded'), recorded === undefined ? t('notWritten') : localTime(recorded)],
          [t('sampling'), sampling],
          [t('filters'), filters],
        ]}
      />
      {remarks.length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="font-bold">{t('remarks')}</h3>
          <p className="text-sm">{t('remarksHint')}</p>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-4 text-sm">
            {remarks.map((remark, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they have no ids, and never change their order
              <li key={at}>{'text' in remark ? remark.text : `${remark.name}: ${remark.value} ${remark.unit}`}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

const useFilters = ({ low, high, notch }: Filters): string => {
  const t = useTexts(texts);
  const parts = [
    low !== undefined && t('lowOf', { value: low }),
    high !== undefined && t('highOf', { value: high }),
    notch !== undefined && t('notchOf', { value: notch }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('notWritten') : parts.join(' / ');
};
