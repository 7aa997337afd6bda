import type { FormEvent } from 'react';
import type { EmsMessage } from '../../../schemas/ems.ts';
import {
  listEmsGrants,
  listEmsUses,
  readEmsGrant,
  readEmsUse,
  sendEmsMessage,
} from '../../../schemas/operations/ems.ts';
import { useForm } from '../../api/use-form.ts';
import { useFacilityName } from '../../facilities/names.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, TextArea } from '../../ui/field.tsx';
import { Badge } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { texts } from './texts.ts';

/** Answers that a message changes, on either side of it. */
export const MESSAGE_CHANGES = [readEmsGrant, readEmsUse, listEmsGrants, listEmsUses];

type MessagesProps = {
  grantId: string;
  messages: readonly EmsMessage[];
  /** What stands first: the side that was asked answers, the side that wonders asks. */
  first: 'question' | 'answer';
  onSent: (said: string) => void;
};

/** What the two facilities say to each other about one look, oldest first, and a word more. */
export const Messages = ({ grantId, messages, first, onSent }: MessagesProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const nameOf = useFacilityName();
  return (
    <div className="flex flex-col gap-4">
      {messages.length === 0 && <p>{t('noMessages')}</p>}
      <ol className="flex flex-col gap-2">
        {messages.map(({ messageId, kind, from, by, at, text }) => (
          <li key={messageId} className="rounded-8 border border-solid-gray-200 p-3">
            <p className="flex flex-wrap items-center gap-x-3 text-sm">
              <Badge tone={kind === 'question' ? 'warning' : 'info'}>{t(`message.${kind}`)}</Badge>
              <span>{t('from', { facility: nameOf(from), staff: by })}</span>
              <time dateTime={at}>{dates.instant(at)}</time>
            </p>
            {text !== undefined && <p className="pt-1 break-words whitespace-pre-wrap">{text}</p>}
          </li>
        ))}
      </ol>
      <WriteForm grantId={grantId} first={first} onSent={onSent} />
    </div>
  );
};

const WriteForm = ({ grantId, first, onSent }: Omit<MessagesProps, 'messages'>) => {
  const t = useTexts(texts);
  const form = useForm(sendEmsMessage, {
    initial: { kind: first, text: '' },
    inputOf: ({ kind, text }) => ({
      params: { grantId },
      body: { kind, ...(text.trim() !== '' && { text }) },
    }),
    changes: MESSAGE_CHANGES,
    onDone: () => {
      form.reset();
      onSent(t('sent'));
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      <RadioGroup
        label={t('messageKind')}
        isInline
        value={form.values.kind}
        onChange={(kind) => form.set('kind', kind)}
        choices={(['question', 'answer'] as const).map((value) => ({ value, label: t(`message.${value}`) }))}
      />
      <TextArea
        label={t('messageText')}
        isRequired
        value={form.values.text}
        fault={form.faultAt('/text', '')}
        onChange={(text) => form.set('text', text)}
      />
      {form.error && <ProblemView error={form.error} />}
      <div>
        <Button type="submit" isBusy={form.isSending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
};
