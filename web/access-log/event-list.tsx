import { OPERATION_NAMES } from 'virtual:operation-names';
import { useState } from 'react';
import { Link } from 'wouter';
import { ROLES } from '../../schemas/directory.ts';
import type { InputOf, OutputOf } from '../../schemas/operation.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import { useAskPages } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { Table } from '../contents/table.tsx';
import { useFacilityName } from '../facilities/names.ts';
import { useDates } from '../text/dates.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { RadioGroup } from '../ui/field.tsx';
import { Badge } from '../ui/notice.tsx';
import { Asked, Empty, More } from '../ui/states.tsx';
import { texts } from './texts.ts';

export type AuditEvent = OutputOf<typeof listAuditEvents>['items'][number];

const TONES = { allowed: 'success', refused: 'danger', failed: 'warning' } as const;
const FILTERS = ['all', 'others', 'onlyRefused'] as const;
type Filter = (typeof FILTERS)[number];

const Who = ({ event: { actor } }: { event: AuditEvent }) => {
  const t = useTexts(texts);
  const say = useSay();
  const nameOf = useFacilityName();
  const role =
    actor.role !== undefined && actor.role in ROLES ? say(ROLES[actor.role as keyof typeof ROLES]) : undefined;
  return (
    <>
      {actor.facilityId !== undefined && <span className="block">{nameOf(actor.facilityId)}</span>}
      <span className="text-sm font-normal text-solid-gray-700">
        {actor.staffId ?? t('system')} {role}
      </span>
    </>
  );
};

/** What was done, without the remarks in which the API's documentation adds how. */
const deedOf = (eventName: string): Sentence => {
  const { ja, en } = OPERATION_NAMES[eventName] ?? { ja: eventName, en: eventName };
  return { ja: ja.replace(/[（。].*$/, ''), en: en.replace(/\s*[(;].*$/, '') };
};

/** The rule in words; its id finds it in RULES.md. */
const Because = ({ event: { outcome } }: { event: AuditEvent }) => {
  const say = useSay();
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {outcome.because.map(({ ruleId, ja, en }) => (
        <li key={ruleId}>
          {say({ ja, en })} <span className="text-solid-gray-700">{ruleId}</span>
        </li>
      ))}
      {outcome.because.length === 0 && outcome.code !== undefined && <li>{outcome.code}</li>}
    </ul>
  );
};

type EventListProps = {
  query: NonNullable<InputOf<typeof listAuditEvents>['query']>;
  caption: string;
  /** The person's own deeds: who is known, and the patients differ. */
  isOwn?: boolean;
};

/** Who did what, newest first, and the rule that allowed or refused it. */
export const EventList = ({ query, caption, isOwn }: EventListProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const { facility } = useMe();
  const [filter, setFilter] = useState<Filter>('all');
  const asked = useAskPages(listAuditEvents, { query });
  const fits = ({ actor, outcome }: AuditEvent): boolean =>
    filter === 'all' || (filter === 'others' ? actor.facilityId !== facility.facilityId : outcome.result === 'refused');
  return (
    <Asked asked={asked} lines={8}>
      {(pages) => {
        const all = pages.flatMap(({ items }) => items);
        const shown = all.filter(fits);
        return (
          <>
            <RadioGroup
              label={t('only')}
              isInline
              value={filter}
              onChange={setFilter}
              choices={FILTERS.filter((value) => !isOwn || value !== 'others').map((value) => ({
                value,
                label: t(value),
              }))}
            />
            <p role="status" className="text-sm">
              {t('count', { count: shown.length })}
            </p>
            {shown.length === 0 ? (
              <Empty>{t(all.length === 0 ? 'empty' : 'emptyFiltered')}</Empty>
            ) : (
              <div className="card p-2">
                <Table
                  isStacked
                  caption={caption}
                  rows={shown}
                  keyOf={({ eventId }) => eventId}
                  columns={[
                    {
                      heading: t('when'),
                      className: 'whitespace-nowrap font-normal',
                      cell: ({ eventTime }) => <time dateTime={eventTime}>{dates.instant(eventTime)}</time>,
                    },
                    ...(isOwn ? [] : [{ heading: t('who'), cell: (event: AuditEvent) => <Who event={event} /> }]),
                    {
                      heading: t('what'),
                      cell: ({ eventName }) => say(deedOf(eventName)),
                    },
                    {
                      heading: t('result'),
                      cell: ({ outcome }) => <Badge tone={TONES[outcome.result]}>{t(outcome.result)}</Badge>,
                    },
                    { heading: t('rule'), cell: (event) => <Because event={event} /> },
                    ...(isOwn
                      ? [
                          {
                            heading: t('patient'),
                            cell: ({ patientId }: AuditEvent) =>
                              patientId && (
                                <Link href={`/patients/${patientId}`} className="link whitespace-nowrap">
                                  {t('open')}
                                </Link>
                              ),
                          },
                        ]
                      : []),
                  ]}
                />
              </div>
            )}
            <More asked={asked} />
          </>
        );
      }}
    </Asked>
  );
};
