import type { Desk } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';

/** The verified token of a person; operations for staff alone are asked by nobody else. */
export const staffClaims = (desk: Desk) => {
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return desk.claims;
};
