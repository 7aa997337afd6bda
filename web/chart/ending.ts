import { createContext, useContext } from 'react';

/** How a look ended: the refusal, and the facilities that were open before and are closed now. */
export type Ending = { error?: unknown; closed: readonly string[] };

export const LookFailureContext = createContext<(error: unknown) => void>(() => undefined);

/**
 * For whoever asks within a chart without a query (a file's bytes, a raw message): tells the chart what went wrong, so that a right that has
 * ended closes all of it. Other errors are none of the chart's business; harmless outside a chart.
 */
export const useLookFailure = (): ((error: unknown) => void) => useContext(LookFailureContext);
