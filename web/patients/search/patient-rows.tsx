import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useMe } from '../../app/me.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import type { LinkHandover } from '../handover.ts';
import { worksWithPatients } from '../may.ts';
import type { FoundPatient } from './found.tsx';
import { stepTo } from './row-keys.ts';
import { texts } from './texts.ts';

type RowsProps = {
  items: readonly FoundPatient[];
  /** The search field: an arrow down in it leads to the first row, an arrow up on the first row back. */
  field: RefObject<HTMLInputElement | null>;
};

const ROW = 'a[data-row]';

/** Patients, one a line; arrows go through them, Enter opens. */
export const PatientRows = ({ items, field }: RowsProps) => {
  const t = useTexts(texts);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const input = field.current;
    const down = (event: globalThis.KeyboardEvent): void => {
      // Within an input method the arrows choose among its words.
      if (event.key !== 'ArrowDown' || event.isComposing) return;
      event.preventDefault();
      list.current?.querySelector<HTMLElement>(ROW)?.focus();
    };
    input?.addEventListener('keydown', down);
    return () => input?.removeEventListener('keydown', down);
  }, [field]);

  const move = (event: KeyboardEvent): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])];
    const here = rows.findIndex((row) => row === document.activeElement);
    const next = here < 0 ? undefined : stepTo(event.key, here, rows.length);
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) field.current?.focus();
    else rows[next]?.focus();
  };
  const own = items.filter(({ ownLink }) => ownLink !== undefined);
  const others = items.filter(({ ownLink }) => ownLink === undefined);
  if (items.length === 0) return undefined;
  return (
    // Keys of the links within: the list itself takes no focus.
    <div onKeyDown={move} className="flex flex-col gap-4">
      <p className="hidden text-sm text-solid-gray-700 md:block">{t('keys')}</p>
      <ul ref={list} className="flex flex-col divide-y divide-solid-gray-200">
        {own.map((item) => (
          <Row key={item.patientId} item={item} />
        ))}
        {others.length > 0 && (
          <li className="pt-4 pb-2">
            <h3 className="font-bold">{t('othersTitle')}</h3>
            <p className="text-sm text-solid-gray-700">{t('othersHint')}</p>
          </li>
        )}
        {others.map((item) => (
          <Row key={item.patientId} item={item} />
        ))}
      </ul>
    </div>
  );
};

const Row = ({ item }: { item: FoundPatient }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const me = useMe();
  const { patientId, person, ownLink } = item;
  const { name, birthDate, sex } = person;
  const page = `/patients/${patientId}`;
  const opensChart = ownLink?.state === 'verified' && worksWithPatients(me);
  const needsLink = ownLink === undefined && me.staff.role !== 'networkOffice';
  const href = opensChart ? `${page}/chart` : needsLink ? `${page}/own-id` : page;
  return (
    <li className="relative grid grid-cols-1 items-center gap-x-4 gap-y-1 px-2 py-3 hover:bg-blue-50 md:grid-cols-[minmax(9rem,1.2fr)_minmax(0,2fr)_4rem_7rem_auto]">
      <div className="min-w-0">
        <Link
          href={href}
          data-row
          {...(needsLink && { state: { person } satisfies LinkHandover })}
          className="link text-lg font-bold break-words after:absolute after:inset-0"
        >
          {name.family} {name.given}
        </Link>
        <p className="text-sm break-words text-solid-gray-700">
          {name.familyKana.normalize('NFKC')} {name.givenKana.normalize('NFKC')}
        </p>
      </div>
      <p>{dates.birth(birthDate)}</p>
      <p>{t(sex)}</p>
      <p>{ownLink && t('ownId', { id: ownLink.localId })}</p>
      <div className="flex flex-wrap items-center gap-3 md:justify-end">
        <LinkState state={ownLink?.state} />
        {opensChart && (
          <Link href={page} className="link relative z-10 inline-flex min-h-11 items-center text-sm">
            {t('openPatient')}
          </Link>
        )}
        {needsLink && <span className="text-sm font-bold text-blue-900">{t('link')}</span>}
      </div>
    </li>
  );
};

const LinkState = ({ state }: { state: 'pending' | 'verified' | undefined }) => {
  const t = useTexts(texts);
  if (state === 'verified') return <Badge tone="success">{t('linked')}</Badge>;
  if (state === 'pending') return <Badge tone="warning">{t('pending')}</Badge>;
  return <Badge>{t('elsewhere')}</Badge>;
};
