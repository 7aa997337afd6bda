import { sendEmsMessage } from '../../schemas/operations/ems.ts';
import type { PersonSummary } from '../../schemas/person.ts';
import { useAct } from '../api/act.ts';
import { MESSAGE_CHANGES } from '../emergency/grants/messages.tsx';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';

type AcknowledgeProps = { grantId: string; person: PersonSummary; onDone: (said: string) => void };

/** 確認 in one touch. */
export const Acknowledge = ({ grantId, person: { name }, onDone }: AcknowledgeProps) => {
  const t = useTexts(texts);
  const send = useAct(sendEmsMessage, { changes: MESSAGE_CHANGES, onDone: () => onDone(t('done')) });
  return (
    <>
      <Button
        aria-label={t('acknowledgeThis', { name: `${name.family} ${name.given}` })}
        isBusy={send.isPending}
        onClick={() => send.mutate({ params: { grantId }, body: { kind: 'acknowledge' } })}
      >
        {t('acknowledge')}
      </Button>
      {send.error && <ProblemView error={send.error} />}
    </>
  );
};
