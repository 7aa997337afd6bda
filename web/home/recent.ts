/** An event of one's own log, as far as this needs it. */
type Seen = { eventTime: string; patientId?: string | undefined; outcome: { result: string } };

export type Recent = { patientId: string; at: string };

/**
 * Whose record one has opened or worked on, the latest first, each once. What was refused is not offered again. Made anew from the log each
 * time: no browser keeps whom somebody has seen.
 */
export const recentOf = (events: readonly Seen[], most: number): Recent[] => {
  const recent = new Map<string, string>();
  for (const { eventTime, patientId, outcome } of events) {
    if (recent.size === most) break;
    if (patientId !== undefined && outcome.result === 'allowed' && !recent.has(patientId))
      recent.set(patientId, eventTime);
  }
  return [...recent].map(([patientId, at]) => ({ patientId, at }));
};
