import { createContext, useContext } from 'react';
import type { CardSubject } from '../pane/cards.ts';

export const ListsContext = createContext<(subject: CardSubject) => void>(() => undefined);

/** Opens a card of any kind in the pane: a document, or the list of a day. */
export const useOpenCard = (): ((subject: CardSubject) => void) => useContext(ListsContext);
