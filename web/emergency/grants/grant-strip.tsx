import { type ReactNode, useId, useRef, useState } from 'react';
import type { OutputOf } from '../../../schemas/operation.ts';
import type { readEmsGrant } from '../../../schemas/operations/ems.ts';
import { ObligationItem } from '../../obligations/obligation-item.tsx';
import { useDates } from '../../text/dates.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { usePlaceName } from '../place-name.ts';
import { useSpan } from '../use-span.ts';
import { GrantActions } from './forms.tsx';
import { Messages } from './messages.tsx';
import { texts } from './texts.ts';

export type GrantDetail = OutputOf<typeof readEmsGrant>;

const PANELS = ['obligations', 'messages', 'manage'] as const;
type Panel = (typeof PANELS)[number];

/** Above the record: by which right it is open and until when; what it owes, the words with the discloser and its end, one touch away. */
export const GrantStrip = ({ detail }: { detail: GrantDetail }) => {
  const t = useTexts(texts);
  const { grant, obligations, messages } = detail;
  const [panel, setPanel] = useState<Panel>();
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const owed = obligations.filter(({ state }) => state === 'open').length;
  const labels: Record<Panel, string> = {
    obligations: owed > 0 ? t('owes', { count: owed }) : t('owesNone'),
    messages: t('messageCount', { count: messages.length }),
    manage: t('manage'),
  };
  const tell = (words: string): void => {
    setSaid(words);
    status.current?.focus();
  };
  return (
    <section aria-label={t('strip')} className="no-print border-b border-solid-gray-200 bg-white px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Until grant={grant} />
        <div className="flex flex-wrap gap-2">
          {PANELS.map((one) => (
            <Button
              key={one}
              variant={one === 'obligations' && owed > 0 ? 'primary' : 'secondary'}
              aria-expanded={panel === one}
              aria-controls={panel === one ? id : undefined}
              onClick={() => setPanel(panel === one ? undefined : one)}
            >
              {labels[one]}
            </Button>
          ))}
          <span className="hidden sm:contents">
            <Register grant={grant} />
          </span>
        </div>
      </div>
      <p ref={status} role="status" tabIndex={-1} className={said ? 'py-2 font-bold text-green-1000' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      {panel && (
        <div id={id} className="py-3">
          <PanelBody panel={panel} detail={detail} onDone={tell} />
        </div>
      )}
    </section>
  );
};

const Until = ({ grant: { facilityId, facilityName, remote, effectiveUntil } }: Pick<GrantDetail, 'grant'>) => {
  const t = useTexts(texts);
  const dates = useDates();
  const nameOf = usePlaceName();
  const { until } = useSpan();
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <Badge tone="danger">EMS</Badge>
      {remote && <Badge>{t('own')}</Badge>}
      <span>{t('of', { facility: nameOf(facilityId, facilityName) })}</span>
      <span className="font-bold">
        {t('until', { left: until(effectiveUntil), at: dates.instant(effectiveUntil) })}
      </span>
    </p>
  );
};

type BodyProps = { panel: Panel; detail: GrantDetail; onDone: (said: string) => void };

const PanelBody = ({ panel, detail: { grant, obligations, messages }, onDone }: BodyProps): ReactNode => {
  const t = useTexts(texts);
  switch (panel) {
    case 'obligations':
      return obligations.length === 0 ? (
        <p>{t('obligationsNone')}</p>
      ) : (
        <ul className="flex max-w-3xl flex-col gap-3">
          {obligations.map((obligation) => (
            <li key={obligation.obligationId}>
              <ObligationItem obligation={obligation} isInGrant onDone={onDone} />
            </li>
          ))}
        </ul>
      );
    case 'messages':
      return (
        <div className="max-w-3xl">
          <Messages grantId={grant.grantId} messages={messages} first="answer" onSent={onDone} />
        </div>
      );
    case 'manage':
      return (
        <div className="flex max-w-3xl flex-col gap-3">
          <Rules grant={grant} />
          <GrantActions grant={grant} onDone={onDone} />
          <span className="sm:hidden">
            <Register grant={grant} />
          </span>
        </div>
      );
  }
};

/** 患者登録: the access becomes a registration, and what it owes the consent there fulfils. On a phone it stands with the other things to do. */
const Register = ({ grant: { grantId, person, patientId } }: Pick<GrantDetail, 'grant'>) => {
  const t = useTexts(texts);
  if (patientId !== undefined) return undefined;
  return (
    <ButtonLink href="/patients/new" variant="secondary" state={{ emsGrantId: grantId, person }}>
      {t('register')}
    </ButtonLink>
  );
};

/** By which rules it opened, in their own sentences, and who opened it. */
export const Rules = ({ grant }: Pick<GrantDetail, 'grant'>) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  return (
    <>
      <p className="text-sm">{t('openedBy', { at: dates.instant(grant.openedAt), staff: grant.openedBy })}</p>
      <ul className="list-disc pl-5">
        {grant.rules.map((rule) => (
          <li key={rule.id}>
            {say(rule)} <span className="text-sm whitespace-nowrap text-solid-gray-700">{rule.id}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
