import { useOpenDocument } from '../chart/opening.ts';

export type OpenDocument = (documentId: string, facilityId: string) => void;

/** What the host of a panel wants done, else the chart's pane. */
export const useOpening = (onOpen: OpenDocument | undefined): OpenDocument => {
  const openInChart = useOpenDocument();
  return onOpen ?? ((documentId) => openInChart({ documentId }));
};
