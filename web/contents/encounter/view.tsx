import { useTexts } from '../../text/texts.ts';
import { Facts } from '../../ui/page.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { texts } from '../texts.ts';

const EncounterView = ({ document: { content } }: ContentProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  if (content?.kind !== 'encounter') return undefined;
  const facts = [
    [t('event'), t(content.event)],
    [t('state'), t(content.planned ? 'planned' : 'done')],
    [t('at'), content.at && time(content.at)],
    [t('department'), content.department],
    [t('ward'), content.ward],
    [t('room'), content.room],
    [t('bed'), content.bed],
    [t('doctors'), content.doctors?.join(', ')],
    [t('outcome'), content.outcome],
  ] as const;
  return <Facts items={facts.filter(([, value]) => value !== undefined)} />;
};
export default EncounterView;
