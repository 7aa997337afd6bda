import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { codedOf, nameOf } from './coded.ts';
import { saysNone } from './none.ts';
import { departmentOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, titleOf } from './text.ts';
import { dayOf } from './time.ts';

type Status = 'active' | 'suspected' | 'resolved' | 'unknown';

/** PPR-01 (PPR^ZD1) → diagnoses: a PRB each, with its modifiers in ZPR and its department in ORC. */
export function diagnosesOf(source: Source): TypedDocument[] {
  const groups = source.message.groups('PRB').filter(([problem]) => problem?.text(1) !== 'DE');
  if (source.message.first('PRB') === undefined) throw new Rejection('NOTHING_IN_IT', 'PRB');
  const stated = groups.filter(([problem]) => !saysNone(problem?.text(3, 2) ?? ''));
  const items = stated.map((group) => itemOf(group, source)).filter((item) => item !== undefined);
  if (items.length < stated.length) throw new Rejection('NOTHING_IN_IT', 'PRB-3');
  const none = items.length === 0 && groups.length > 0;
  const title = none
    ? '傷病名なし'
    : titleOf(
        items.map(({ condition }) => condition.name),
        '傷病名',
      );
  const department = departmentOf(source);
  return [
    {
      contentType: 'diagnosis',
      stage: 'done',
      title,
      content: { kind: 'diagnosis', none, items },
      ...(department && { department }),
    },
  ];
}

function itemOf(group: Segment[], source: Source) {
  const [problem] = group;
  const condition = problem && codedOf(problem.field(3));
  if (problem === undefined || condition === undefined) return undefined;
  const order = group.find(({ name }) => name === 'ORC');
  const endOn = dayOf(problem.text(9));
  return present({
    condition,
    startOn: dayOf(problem.text(16)) ?? dayOf(problem.text(7)),
    endOn,
    outcome: problem.field(14).empty ? undefined : nameOf(problem.field(14)),
    status: statusOf(group, endOn),
    main: isMain(problem),
    department: lineOf(order?.text(17, 2) ?? '') ?? departmentOf(source),
  });
}

/** Suspected by PRB-13 or a suffix 疑い in ZPR; else by outcome: HL7 table 0241 (F, S) and its Japanese names; else whether it ended. */
function statusOf(group: Segment[], endOn: string | undefined): Status {
  const [problem] = group;
  if (problem === undefined) return 'unknown';
  const modifiers = group
    .filter(({ name }) => name === 'ZPR')
    .flatMap((segment) => range(1, 12).map((n) => segment.field(n).whole()));
  const outcome = problem.field(14);
  const said = `${outcome.text(1)} ${outcome.text(2)}`;
  if (/^F |^S |治癒|寛解|後遺症/.test(said)) return 'resolved';
  if (/^D |^U |死亡|不明|転医|中止/.test(said)) return 'unknown';
  if ([problem.field(13).whole(), problem.text(3, 2), ...modifiers].some((text) => /疑い|疑|ウタガイ/.test(text)))
    return 'suspected';
  if (/^[NRW] |回復せず|不変|軽快|悪化|継続/.test(said)) return 'active';
  return endOn === undefined ? 'active' : 'resolved';
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** PRB-18: 1^主診断 (JHSD0007). */
function isMain(problem: Segment): boolean | undefined {
  const ranking = problem.field(18);
  if (ranking.empty) return undefined;
  return ranking.text(1) === '1' || ranking.text(2).startsWith('主');
}
