import { type FormEvent, useId, useState } from 'react';
import { parseJapaneseDate } from '../../../layers/names/index.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { texts } from './texts.ts';

/** A date as people in Japan write it, era or western, in any width. */
export const JumpField = ({ onJump }: { onJump: (day: string) => void }) => {
  const t = useTexts(texts);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = parseJapaneseDate(typed);
    setFault(read.ok ? undefined : t(read.reason === 'format' ? 'jumpFault' : 'jumpImpossible'));
    if (read.ok) onJump(read.date);
  };
  return (
    <form onSubmit={submit} className="flex flex-col">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="sr-only">
          {t('jump')}
        </label>
        <input
          id={id}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t('jumpHint')}
          autoComplete="off"
          aria-invalid={fault === undefined ? undefined : true}
          aria-describedby={fault === undefined ? undefined : `${id}-fault`}
          className="min-h-11 w-44 rounded-8 border border-solid-gray-600 bg-white px-2 text-sm placeholder:text-solid-gray-600 aria-[invalid=true]:border-2 aria-[invalid=true]:border-red-900 lg:min-h-9"
        />
        <Button type="submit" variant="secondary" size="sm">
          {t('go')}
        </Button>
      </div>
      {fault !== undefined && (
        <p id={`${id}-fault`} role="alert" className="max-w-72 text-sm text-red-900">
          {fault}
        </p>
      )}
    </form>
  );
};
