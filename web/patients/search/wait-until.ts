const HOUR_MS = 3_600_000;

/**
 * When the next search is possible (epoch milliseconds): what the answer said (Retry-After), else the next full hour, because the API counts
 * searches by the hour.
 */
export const waitUntil = (now: number, retryAfterSeconds: number | undefined): number =>
  retryAfterSeconds === undefined ? (Math.floor(now / HOUR_MS) + 1) * HOUR_MS : now + retryAfterSeconds * 1000;
