import { useRef, useState } from 'react';
import { readEmsUse } from '../../schemas/operations/ems.ts';
import { useAsk } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { Messages } from '../emergency/grants/messages.tsx';
import { useSay, useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { Acknowledge } from './acknowledge.tsx';
import { texts } from './texts.ts';
import { UseFacts } from './use-facts.tsx';

/** One EMS use of the own records, with what the two facilities have said about it. */
const UsePage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const say = useSay();
  const { facility } = useMe();
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const grantId = params['grantId'] ?? '';
  const asked = useAsk(readEmsUse, { params: { grantId } });
  const tell = (words: string): void => {
    setSaid(words);
    status.current?.focus();
  };
  return (
    <Page
      title={t('useTitle')}
      actions={
        <ButtonLink href="/inbox" variant="secondary">
          {t('back')}
        </ButtonLink>
      }
    >
      <p ref={status} role="status" tabIndex={-1} className={said ? 'card border-green-900 p-4 font-bold' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      <Asked asked={asked} lines={6}>
        {({ use, messages }) => {
          const isAcknowledged = messages.some(
            ({ kind, from }) => kind === 'acknowledge' && from === facility.facilityId,
          );
          return (
            <>
              <Section title={t('about')}>
                <UseFacts use={use} mark={isAcknowledged ? 'acknowledged' : 'unread'} />
                <h3 className="font-bold">{t('rules')}</h3>
                <ul className="list-disc pl-5 text-sm">
                  {use.rules.map((rule) => (
                    <li key={rule.id}>
                      {say(rule)} <span className="whitespace-nowrap text-solid-gray-700">{rule.id}</span>
                    </li>
                  ))}
                </ul>
                {!isAcknowledged && (
                  <div>
                    <Acknowledge grantId={grantId} person={use.person} onDone={tell} />
                  </div>
                )}
              </Section>
              <Section title={t('messages')}>
                <Messages grantId={grantId} messages={messages} first="question" onSent={tell} />
              </Section>
            </>
          );
        }}
      </Asked>
    </Page>
  );
};
export default UsePage;
