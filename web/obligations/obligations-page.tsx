import { useRef, useState } from 'react';
import { listObligations } from '../../schemas/operations/obligations.ts';
import { useAskPages } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { useTexts } from '../text/texts.ts';
import { RadioGroup } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Asked, More } from '../ui/states.tsx';
import { ClosedObligations, OpenObligations } from './obligation-lists.tsx';
import { texts } from './texts.ts';

/** What emergency looks leave to be done: mine or my facility's, by due date. */
const ObligationsPage = () => {
  const t = useTexts(texts);
  const { staff } = useMe();
  const [of, setOf] = useState<'me' | 'facility'>(staff.privileges.includes('ems') ? 'me' : 'facility');
  const [state, setState] = useState<'open' | 'closed'>('open');
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const asked = useAskPages(listObligations, { query: { of, state } });
  const tell = (words: string): void => {
    setSaid(words);
    // What was worked on is gone from the list: the focus goes to what says so.
    status.current?.focus();
  };
  return (
    <Page title={t('title')}>
      <p>{t('lead')}</p>
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <RadioGroup
          label={t('of')}
          isInline
          value={of}
          onChange={setOf}
          choices={(['me', 'facility'] as const).map((value) => ({ value, label: t(`of.${value}`) }))}
        />
        <RadioGroup
          label={t('state')}
          isInline
          value={state}
          onChange={setState}
          choices={(['open', 'closed'] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </div>
      <p ref={status} role="status" tabIndex={-1} className={said ? 'card border-green-900 p-4 font-bold' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      <Asked asked={asked} lines={5}>
        {(pages) => {
          const items = pages.flatMap((page) => page.items);
          return state === 'open' ? (
            <OpenObligations key={of} items={items} onDone={tell} />
          ) : (
            <ClosedObligations items={items} />
          );
        }}
      </Asked>
      <More asked={asked} />
    </Page>
  );
};
export default ObligationsPage;
