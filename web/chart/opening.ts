import { createContext, useContext } from 'react';

/** What is opened in the pane. `title` is shown until the document itself has come. */
export type Opened = { documentId: string; title?: string };

export const OpeningContext = createContext<(opened: Opened) => void>(() => undefined);

/** Opens a document in the chart's pane; does nothing outside a chart. */
export const useOpenDocument = (): ((opened: Opened) => void) => useContext(OpeningContext);
