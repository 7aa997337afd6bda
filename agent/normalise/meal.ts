import { Rejection } from '../rejection.ts';
import { nameOf } from './coded.ts';
import { commentsOf } from './notes.ts';
import { orderHeadOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, proseOf, titleOf } from './text.ts';
import { localTime } from './time.ts';

/** OMD (OMD^O03) → a meal order: ODS-3 the diet, ODS-4 instructions; TQ1 from and to. */
export function mealOf(source: Source): TypedDocument[] {
  const head = orderHeadOf(source);
  const items = source.message.groups('ORC').flatMap((group) => {
    const timing = group.find(({ name }) => name === 'TQ1');
    return group
      .filter(({ name }) => name === 'ODS')
      .map((diet) => {
        const instructions = diet.repetitions(4).map((instruction) => instruction.whole());
        const name =
          lineOf(diet.field(3).joined(2)) ?? lineOf(instructions[0] ?? '') ?? nameOf(diet.field(3)) ?? '食事';
        const meals = timing ? lineOf(timing.field(3).nested(1).text(2)) : undefined;
        const comments = proseOf(
          [meals ?? '', ...instructions.filter((text) => text !== name), ...commentsOf(group)],
          1000,
        );
        return present({
          name,
          from: localTime(timing?.text(7) ?? ''),
          to: localTime(timing?.text(8) ?? ''),
          comments: comments.length === 0 ? undefined : comments,
        });
      });
  });
  if (items.length === 0) throw new Rejection('NOTHING_IN_IT', 'ODS');
  const title = `食事 ${titleOf(
    items.map(({ name }) => name),
    '',
  )}`.trim();
  return [
    {
      contentType: 'meal',
      stage: 'order',
      title,
      content: { kind: 'meal', ...head, items },
      ...(head.department && { department: head.department }),
    },
  ];
}
