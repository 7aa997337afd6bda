import type { RefObject } from 'react';
import { searchPatients } from '../../../schemas/operations/registration.ts';
import { useAskPages } from '../../api/ask.ts';
import { useTexts } from '../../text/texts.ts';
import { Section } from '../../ui/page.tsx';
import { Asked, Empty, More } from '../../ui/states.tsx';
import { PatientRows } from './patient-rows.tsx';
import { texts } from './texts.ts';

/** Everybody who is linked at the own facility, by patient ID. */
export const OwnPatients = ({ field }: { field: RefObject<HTMLInputElement | null> }) => {
  const t = useTexts(texts);
  const asked = useAskPages(searchPatients, { query: { limit: 25 } });
  return (
    <Section title={t('ownList')}>
      <Asked asked={asked} lines={8}>
        {(pages) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <Empty>{t('ownListEmpty')}</Empty> : <PatientRows items={items} field={field} />;
        }}
      </Asked>
      <More asked={asked} />
    </Section>
  );
};
