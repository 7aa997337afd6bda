import { type FormEvent, useEffect, useRef, useState } from 'react';
import { navigate } from '../app/location.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { texts } from './texts.ts';

/** One field; what was typed goes to the patients' screen in the history's state, where it is understood. */
export const QuickSearch = () => {
  const t = useTexts(texts);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  // On a PC one types at once; on a phone the keyboard would cover half of what needs one.
  useEffect(() => {
    if (matchMedia('(hover: hover) and (pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, []);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    navigate('/patients', { state: { typed } });
  };
  return (
    <form role="search" aria-label={t('search')} onSubmit={search} className="card flex flex-col gap-2 p-4 sm:p-6">
      <label htmlFor="quick-search" className="text-lg font-bold">
        {t('search')}
      </label>
      <div className="flex gap-3">
        <input
          ref={field}
          id="quick-search"
          type="search"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-describedby="quick-search-hint"
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-14 w-full min-w-0 rounded-8 border border-solid-gray-600 bg-white px-4 text-lg"
        />
        <Button type="submit" size="lg" className="shrink-0">
          {t('go')}
        </Button>
      </div>
      <p id="quick-search-hint" className="text-sm text-solid-gray-700">
        {t('searchHint')}
      </p>
    </form>
  );
};
