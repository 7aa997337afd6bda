import type { Desk } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import type { StaffId } from '../../schemas/primitives.ts';

/** Who declares, approves or ends: by the verified token. The rules have seen to it that the person belongs to the network office. */
export const officerOf = (desk: Desk): StaffId => {
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return desk.claims.staffId;
};
