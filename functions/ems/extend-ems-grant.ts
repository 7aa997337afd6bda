import { deed } from '../../layers/deed/index.ts';
import { faultAt } from '../../layers/edge/index.ts';
import { type Facts, grantStanding } from '../../layers/rules/index.ts';
import { emsGrantWrites, networkSettings } from '../../layers/store/index.ts';
import type { NetworkSettings } from '../../schemas/disaster.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { extendEmsGrant as operation } from '../../schemas/operations/ems.ts';
import type { FieldError, ProblemCode } from '../../schemas/problems.ts';
import { askedGrant, forbiddenOrHidden, permittedGrant } from './asked-grant.ts';
import { besideOf, shownGrant } from './shown-grant.ts';

type Wish = RequestOf<typeof operation>['body'];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** As many as a grant keeps. */
const MOST_EXTENSIONS = 50;

/**
 * A live access goes on for a new reason: for the stay of somebody who was admitted, else for the usual hours from now on; never shorter than before.
 * An evacuee's lasts as long as the disaster rule whatever is asked: its extension keeps the reason, and the rule's own end.
 */
export const extendEmsGrant = deed(operation, async ({ params, body }, desk) => {
  const [asked, settings] = await Promise.all([askedGrant(desk, params.grantId), networkSettings(desk.store)]);
  const permitted = await permittedGrant(desk, asked, overOrHidden(asked.facts));
  const { verdict, grant, rules, by } = permitted;
  const shown = (one: EmsGrant) => ({ body: { grant: shownGrant(one, besideOf(desk, permitted)) } });
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return shown(grant);
  }
  const fault = faultOf(grant, body);
  if (fault) return desk.fail(verdict, 'INVALID_REQUEST', { errors: [fault] });

  const wished = grant.disasterRuleId
    ? grantStanding(grant, { now: desk.at, rules }).effectiveUntil
    : new Date(Date.parse(desk.at) + lengthOf(body.kind, settings)).toISOString();
  const until = Date.parse(wished) > Date.parse(grant.until) ? wished : grant.until;
  const extended: EmsGrant = {
    ...grant,
    until,
    extensions: [...grant.extensions, { ...body, at: desk.at, by, until }],
    version: grant.version + 1,
  };
  await desk.commit(verdict, {
    writes: emsGrantWrites(desk.store, extended),
    result: { grantId: grant.grantId },
    subject: { request: { kind: body.kind, extensions: extended.extensions.length } },
  });
  return shown(extended);
});

/** The facility that looks is told that its access is over; to everybody else there is none. */
const overOrHidden = (facts: Facts): ProblemCode =>
  facts.grantOfCaller && !facts.grantLive ? 'EMS_GRANT_OVER' : forbiddenOrHidden(facts);

const lengthOf = (kind: Wish['kind'], { inpatientDays, grantHours }: NetworkSettings): number =>
  kind === 'inpatient' ? inpatientDays * DAY_MS : grantHours * HOUR_MS;

const faultOf = ({ extensions, statement }: EmsGrant, { reason }: Wish): FieldError | undefined => {
  if (extensions.length >= MOST_EXTENSIONS)
    return faultAt('/body', 'too_many', {
      ja: 'これ以上は延長できません。患者IDから参照し直してください。',
      en: 'It cannot be extended any more; look the patient up again.',
    });
  const stated = statement.unavoidable?.kind === 'other' ? statement.unavoidable.words : undefined;
  const earlier = [stated, statement.reason, ...extensions.map((one) => one.reason)];
  if (!earlier.some((text) => text !== undefined && lettersOf(text) === lettersOf(reason))) return undefined;
  return faultAt('/body/reason', 'reason_repeated', {
    ja: 'これまでと異なる、新たな理由を入力してください。',
    en: 'Give a new reason, other than those given before.',
  });
};

/** A full stop or a blank more makes no new reason. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');
