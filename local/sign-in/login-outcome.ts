import type { Attempts } from './attempts.ts';
import type { Challenges } from './challenges.ts';
import type { UserPoolSpec } from './pool.ts';
import type { Users } from './users.ts';

export type Stage = 'password' | 'new-password' | 'totp' | 'totp-setup' | 'reset';

/** `ja` and `en` say more where the code alone does not, as which rule a new password breaks. */
export type Refusal = {
  code:
    | 'refused'
    | 'locked'
    | 'temporary-password-expired'
    | 'password-policy'
    | 'passwords-differ'
    | 'same-password'
    | 'code-refused'
    | 'restart';
  ja?: string;
  en?: string;
};

/** Either signed in, or the page to show next. */
export type Outcome =
  | { signedIn: { sub: string; amr: string[] } }
  | { stage: Stage; refusal?: Refusal; enrolment?: { username: string; secret: string } };

export type Fields = Record<string, string | undefined>;

export type StepParts = {
  pool: UserPoolSpec;
  users: Users;
  attempts: Attempts;
  challenges: Challenges;
  now: () => number;
  /** The hash of a password that nobody has: what unknown and disabled users are measured against. */
  decoyHash: string;
};

/** The page again, with what was wrong. */
export const refused = (stage: Stage, code: Refusal['code']): Outcome => ({ stage, refusal: { code } });
