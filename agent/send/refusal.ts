import { Rejection } from '../rejection.ts';

type Answered = { status: number; problem: { code: string; errors?: { pointer: string }[] | undefined } };
const MOST_PLACES = 3;

/**
 * What the network said, as the fate of a file: its content did not pass (4xx about the request), or the network did not want it from us
 * (not permitted, not found, at fault), which is no fault of the file.
 */
export function refusalOf({ status, problem }: Answered): Rejection {
  const places = (problem.errors ?? []).map(({ pointer }) => pointer).slice(0, MOST_PLACES);
  if (problem.code === 'BODY_TOO_LARGE') return new Rejection('TOO_LARGE', places.join(' '));
  const isAboutContent = status >= 400 && status < 500 && status !== 403 && status !== 404;
  return new Rejection(isAboutContent ? 'NOT_ACCEPTED' : 'REFUSED', [problem.code, ...places].join(' '));
}
