import { type FormEvent, type MouseEvent, useState } from 'react';
import { Link, useRoute } from 'wouter';
import { signOut } from '../session/session.ts';
import { setLanguage, useLanguage, useSay, useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { leave, navigate } from './location.ts';
import { useMe } from './me.ts';
import type { Me, Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { texts } from './texts.ts';

type Entry = { path: string; menu: NonNullable<Route['menu']> };

const entriesFor = (me: Me): Entry[] =>
  ROUTES.flatMap(({ path, menu }) => (menu && (menu.isFor?.(me) ?? true) ? [{ path, menu }] : [])).toSorted(
    (a, b) => a.menu.order - b.menu.order,
  );

const Entry = ({ path, menu, className }: Entry & { className: string }) => {
  const say = useSay();
  const me = useMe();
  const [isHere] = useRoute(path);
  const [isWithin] = useRoute(path === '/' ? path : `${path}/*`);
  const count = menu.count?.(me) ?? 0;
  return (
    <Link
      href={path}
      aria-current={isHere ? 'page' : isWithin ? 'true' : undefined}
      className={cx(
        className,
        isHere || isWithin ? 'border-blue-900 font-bold text-blue-900' : 'border-transparent text-solid-gray-900',
      )}
    >
      {say(menu.label)}
      {count > 0 && <span className="rounded-full bg-red-900 px-2 text-sm font-bold text-white">{count}</span>}
    </Link>
  );
};

/** `116@EMS` from any screen. The number travels in the history's state, never in the address. */
const EmsField = () => {
  const t = useTexts(texts);
  const { staff } = useMe();
  const [id, setId] = useState('');
  if (!staff.privileges.includes('ems')) return undefined;
  const open = (event: FormEvent): void => {
    event.preventDefault();
    navigate('/emergency', { state: { patientId: id } });
    setId('');
  };
  return (
    <form
      onSubmit={open}
      role="search"
      aria-label={t('emsOpen')}
      className="order-last flex w-full gap-2 sm:order-none sm:w-auto"
    >
      <input
        value={id}
        onChange={(event) => setId(event.target.value)}
        aria-label={t('emsId')}
        placeholder={t('emsHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="min-h-11 w-full min-w-0 rounded-8 border border-red-900 bg-white px-3 sm:w-48"
      />
      <Button type="submit" variant="danger" className="shrink-0">
        {t('emsOpen')}
      </Button>
    </form>
  );
};

const LanguageSwitch = () => {
  const t = useTexts(texts);
  const language = useLanguage();
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <Button variant="quiet" size="sm" lang={other} onClick={() => setLanguage(other)}>
      {t('language')}
    </Button>
  );
};

const askedSignOut = (): void => leave(() => void signOut());

/** The address stays: a step to a place within the page is no step through the screens. */
const toContent = (event: MouseEvent): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
};

export const Header = () => {
  const t = useTexts(texts);
  const me = useMe();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="no-print border-b border-solid-gray-200 bg-white">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:block focus:bg-yellow-300 focus:p-3"
        onClick={toContent}
      >
        {t('skip')}
      </a>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
        <Link href="/" className="text-xl font-bold text-blue-900">
          {t('name')}
        </Link>
        <EmsField />
        <div className="ml-auto flex items-center gap-2 text-sm">
          <span className="hidden lg:inline">
            {language === 'ja' ? me.facility.name : me.facility.nameEn}{' '}
            <span className="font-bold">{me.staff.name}</span>
          </span>
          <span className="hidden items-center gap-2 md:flex">
            <LanguageSwitch />
            <Button variant="secondary" size="sm" onClick={askedSignOut}>
              {t('signOut')}
            </Button>
          </span>
          <span className="md:hidden">
            <Button variant="secondary" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('menu')}
            </Button>
          </span>
        </div>
      </div>
      <nav
        aria-label={t('mainMenu')}
        className={cx('flex-col px-2 md:flex md:flex-row md:flex-wrap', isOpen ? 'flex' : 'hidden')}
      >
        {entriesFor(me).map((entry) => (
          <Entry
            key={entry.path}
            {...entry}
            className="flex min-h-11 items-center gap-2 border-b-4 px-3 no-underline"
          />
        ))}
        <div className="flex gap-2 p-3 md:hidden">
          <LanguageSwitch />
          <Button variant="secondary" size="sm" onClick={askedSignOut}>
            {t('signOut')}
          </Button>
        </div>
      </nav>
    </header>
  );
};

/** At the foot of a phone, under the thumb. */
export const Bar = () => {
  const t = useTexts(texts);
  const me = useMe();
  return (
    <nav
      aria-label={t('menu')}
      className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-solid-gray-200 bg-white md:hidden"
    >
      {entriesFor(me)
        .filter(({ menu }) => menu.isInBar)
        .map((entry) => (
          <Entry
            key={entry.path}
            {...entry}
            className="flex min-h-14 flex-1 items-center justify-center gap-1 border-t-4 px-1 text-sm no-underline"
          />
        ))}
    </nav>
  );
};
