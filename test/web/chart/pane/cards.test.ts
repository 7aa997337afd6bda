import { describe, expect, test } from '@jest/globals';
import { type Cards, type CardsAction, cardsAfter, OPEN_AT_ONCE } from '../../../../web/chart/pane/cards.ts';

const open = (documentId: string): CardsAction => ({ do: 'open', subject: { kind: 'document', documentId } });
const after = (...actions: CardsAction[]): Cards => actions.reduce<Cards>(cardsAfter, []);
const ids = (cards: Cards): string[] => cards.map(({ id }) => id);

describe('cards', () => {
  test('what was opened last lies on top', () => {
    expect(ids(after(open('a'), open('b')))).toEqual(['b', 'a']);
  });

  test('opening what is open brings it to the top and asks for the focus again', () => {
    const before = after(open('a'), open('b'));
    const cards = cardsAfter(before, open('a'));
    expect(ids(cards)).toEqual(['a', 'b']);
    expect(cards[0]?.stamp).toBeGreaterThan(Math.max(...before.map(({ stamp }) => stamp)));
  });

  test('the list of a day is another card than that of one of its rows', () => {
    const list = (row?: 'image'): CardsAction => ({
      do: 'open',
      subject: { kind: 'list', day: '2026-11-17', ...(row && { row }) },
    });
    expect(after(list(), list('image'), list())).toHaveLength(2);
  });

  test('more than a few are folded, oldest first, and one that is unfolded stays open', () => {
    const opened = after(...Array.from({ length: OPEN_AT_ONCE + 2 }, (_, index) => open(`${index}`)));
    expect(opened.filter(({ isFolded }) => isFolded).map(({ id }) => id)).toEqual(['1', '0']);
    const unfolded = cardsAfter(opened, { do: 'fold', id: '0', isFolded: false });
    expect(unfolded.find(({ id }) => id === '0')?.isFolded).toBe(false);
    expect(unfolded.filter(({ isFolded }) => !isFolded)).toHaveLength(OPEN_AT_ONCE);
  });

  test('another version takes the place of the one that was shown, and is known as open', () => {
    const exchanged = after(open('new'), open('other'), { do: 'exchange', id: 'new', documentId: 'old' });
    expect(exchanged.map(({ subject }) => subject)).toContainEqual({ kind: 'document', documentId: 'old' });
    expect(ids(cardsAfter(exchanged, open('old')))).toEqual(['new', 'other']);
  });

  test('are closed one by one or all at once', () => {
    expect(ids(after(open('a'), open('b'), { do: 'close', id: 'b' }))).toEqual(['a']);
    expect(after(open('a'), open('b'), { do: 'closeAll' })).toEqual([]);
  });
});
