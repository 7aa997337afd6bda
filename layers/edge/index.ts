export { faultAt } from '../../schemas/field-errors.ts';
export { type Claims, readClaims } from './claims.ts';
export { type Environment, readEnvironment } from './environment.ts';
export {
  DISASTER_FLAG,
  type DisasterFlag,
  DisasterRuleEntries,
  parseDisasterFlag,
  readDisasterFlag,
} from './flags.ts';
export { log } from './log.ts';
export { type HttpAnswer, type ProblemDetail, ProblemError, problemAnswer } from './problem.ts';
export { type ApiEvent, type ParsedRequest, parseRequest } from './request.ts';
export { readSecret } from './secret.ts';
