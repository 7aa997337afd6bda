import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readMe } from '../../../schemas/operations/directory.ts';
import { queryClient } from '../../api/query-client.ts';
import { ObligationItem } from '../../obligations/obligation-item.tsx';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { PersonLine } from '../look-up/person-lines.tsx';
import { withSuffix } from '../look-up/typed-id.ts';
import { usePlaceName } from '../place-name.ts';
import { forgetRecord } from './ending.ts';
import { GrantActions } from './forms.tsx';
import { type GrantDetail, Rules } from './grant-strip.tsx';
import { Messages } from './messages.tsx';
import { STANDING_TONES } from './standing.ts';
import { texts } from './texts.ts';

type DetailProps = { detail: GrantDetail; children: ReactNode };

/** An access whose record is not on the screen, and of whose record nothing stays in memory: why (`children`), and what it still owes. */
const GrantWithoutRecord = ({ detail: { grant, obligations, messages }, children }: DetailProps) => {
  const t = useTexts(texts);
  const nameOf = usePlaceName();
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const { grantId, standing } = grant;
  useEffect(() => forgetRecord(grantId), [grantId]);
  const tell = (words: string): void => {
    setSaid(words);
    status.current?.focus();
  };
  return (
    <Page
      title={t('recordTitle')}
      actions={
        <ButtonLink href="/emergency/grants" variant="secondary">
          {t('title')}
        </ButtonLink>
      }
    >
      {children}
      <p ref={status} role="status" tabIndex={-1} className={said ? 'card border-green-900 p-4 font-bold' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      <section aria-label={t('strip')} className="card flex flex-col gap-3 p-4">
        <div>
          <Badge tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</Badge>
        </div>
        <PersonLine person={grant.person} />
        <p>{t('of', { facility: nameOf(grant.facilityId, grant.facilityName) })}</p>
        <Rules grant={grant} />
        <GrantActions grant={grant} onDone={tell} />
      </section>
      <Section title={t('obligations')}>
        {obligations.length === 0 && <p>{t('obligationsNone')}</p>}
        <ul className="flex flex-col gap-3">
          {obligations.map((obligation) => (
            <li key={obligation.obligationId}>
              <ObligationItem obligation={obligation} isInGrant onDone={tell} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('messages')}>
        <Messages grantId={grantId} messages={messages} first="answer" onSent={tell} />
      </Section>
    </Page>
  );
};

/** An access that is over: why, and how to look again. */
export const GrantEnded = ({ detail }: { detail: GrantDetail }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { standing, patientId, endedAt, effectiveUntil, facilityId, localId } = detail.grant;
  // The banner of a disaster rule that is over must not go on saying that it holds.
  useEffect(() => void queryClient.invalidateQueries({ queryKey: [readMe.id] }), [standing]);
  const isRegistered = standing === 'linked' && patientId !== undefined;
  return (
    <GrantWithoutRecord detail={detail}>
      <Notice tone="warning" isUrgent title={t('endedTitle')}>
        <p>{t(`why.${standing}`)}</p>
        <p className="text-sm">{t('endedAt', { at: dates.instant(endedAt ?? effectiveUntil) })}</p>
        {isRegistered ? undefined : <p>{t('again')}</p>}
        <div>
          {isRegistered ? (
            <ButtonLink href={`/patients/${patientId}/chart`}>{t('toPatient')}</ButtonLink>
          ) : (
            <ButtonLink href="/emergency" state={{ facilityId, patientId: withSuffix(localId) }}>
              {t('againButton')}
            </ButtonLink>
          )}
        </div>
      </Notice>
    </GrantWithoutRecord>
  );
};

/** A live access of the facility, for staff who look after what it owes and may not see the record. */
export const GrantToFollowUp = ({ detail }: { detail: GrantDetail }) => {
  const t = useTexts(texts);
  return (
    <GrantWithoutRecord detail={detail}>
      <Notice title={t('noPrivilege')} />
    </GrantWithoutRecord>
  );
};

/** The chart closed although the access is live: what it opens has changed. */
export const GrantClosed = ({ detail, onReopen }: { detail: GrantDetail; onReopen: () => void }) => {
  const t = useTexts(texts);
  return (
    <GrantWithoutRecord detail={detail}>
      <Notice tone="warning" isUrgent title={t('closedLive')}>
        <div>
          <Button onClick={onReopen}>{t('reopen')}</Button>
        </div>
      </Notice>
    </GrantWithoutRecord>
  );
};
