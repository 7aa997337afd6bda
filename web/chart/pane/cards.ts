import type { CalendarRow } from '../../../schemas/content-types.ts';

/** A document, or the list of what stands in a day (and row). */
export type CardSubject =
  | { kind: 'document'; documentId: string; title?: string }
  | { kind: 'list'; day: string; row?: CalendarRow };
/** `stamp` grows with each opening: what was opened last takes the focus. */
export type Card = { id: string; subject: CardSubject; isFolded: boolean; stamp: number };
/** Newest first. */
export type Cards = readonly Card[];

export type CardsAction =
  | { do: 'open'; subject: CardSubject }
  | { do: 'close'; id: string }
  | { do: 'closeAll' }
  | { do: 'fold'; id: string; isFolded: boolean }
  /** Another version of the same thing takes the place of the one that was shown. */
  | { do: 'exchange'; id: string; documentId: string };

/** More than this many at once are folded, oldest first: each open picture holds memory. */
export const OPEN_AT_ONCE = 4;

export const cardIdOf = (subject: CardSubject): string =>
  subject.kind === 'document' ? subject.documentId : `${subject.day} ${subject.row ?? ''}`;

/** Folds what is open beyond the limit, oldest first; `kept` stays open. */
const foldedBeyond = (cards: Cards, kept: string): Cards => {
  let open = 1;
  return cards.map((card) => {
    if (card.isFolded || card.id === kept) return card;
    open += 1;
    return open > OPEN_AT_ONCE ? { ...card, isFolded: true } : card;
  });
};

const isShowing = ({ subject: shown }: Card, subject: CardSubject): boolean =>
  subject.kind === 'document' && shown.kind === 'document' && shown.documentId === subject.documentId;

/** What is open in the pane after something was done; opening what is open brings it to the top. */
export const cardsAfter = (cards: Cards, action: CardsAction): Cards => {
  switch (action.do) {
    case 'open': {
      const { subject } = action;
      const id = cardIdOf(subject);
      const known = cards.find((card) => isShowing(card, subject)) ?? cards.find((card) => card.id === id);
      const stamp = 1 + Math.max(0, ...cards.map((one) => one.stamp));
      const card: Card = { id: known?.id ?? id, subject, isFolded: false, stamp };
      return foldedBeyond([card, ...cards.filter((other) => other !== known)], card.id);
    }
    case 'close':
      return cards.filter(({ id }) => id !== action.id);
    case 'closeAll':
      return [];
    case 'fold': {
      const next = cards.map((card) => (card.id === action.id ? { ...card, isFolded: action.isFolded } : card));
      return action.isFolded ? next : foldedBeyond(next, action.id);
    }
    case 'exchange':
      return cards.map((card) =>
        card.id === action.id ? { ...card, subject: { kind: 'document', documentId: action.documentId } } : card,
      );
  }
};
