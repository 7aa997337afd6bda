import type { Segment } from '../hl7/message.ts';

/** NTE-3 of a group, each repetition on a line of its own. */
export function commentsOf(group: readonly Segment[]): string[] {
  return group
    .filter(({ name }) => name === 'NTE')
    .map((note) =>
      note
        .repetitions(3)
        .map((repetition) => repetition.whole())
        .join('\n'),
    )
    .filter((text) => text !== '');
}
