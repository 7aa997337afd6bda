import type { Challenge } from './challenges.ts';
import type { Fields, Outcome, Refusal, StepParts } from './login-outcome.ts';
import { refused } from './login-outcome.ts';
import { hashPassword, isPassword, policyBreach } from './passwords.ts';
import { newTotpSecret, provenStep } from './totp.ts';
import type { User } from './users.ts';

/** The steps of one sign-in, without HTTP: each takes what the page sent and says what comes next. */
export class LoginSteps {
  readonly #parts: StepParts;

  constructor(parts: StepParts) {
    this.#parts = parts;
  }

  /** What the page of this interaction shows when it is opened or reloaded. */
  current(interaction: string): Outcome {
    const open = this.#open(interaction);
    return open ? this.#next(open.user, open.challenge) : { stage: 'password' };
  }

  async submit(interaction: string, fields: Fields): Promise<Outcome> {
    if (fields['step'] === 'reset') return this.#reset(interaction, fields);
    if (fields['step'] === 'password') return this.#password(interaction, fields);
    const open = this.#open(interaction);
    if (!open) return refused('password', 'restart');
    const expected = this.#next(open.user, open.challenge);
    if ('signedIn' in expected || expected.stage !== fields['step']) return expected;
    if (expected.stage === 'new-password') return this.#newPassword(open, fields);
    return expected.stage === 'totp' ? this.#totp(open, fields) : this.#enrol(open, fields);
  }

  /** Called once the provider has taken the sign-in over: only now are earlier failures forgotten. */
  finished(interaction: string, sub: string): void {
    const user = this.#parts.users.bySub(sub);
    if (user) this.#parts.attempts.succeeded(user.username);
    this.#parts.challenges.remove(interaction);
  }

  /** Unknown, wrong and disabled take one hash and get one answer. */
  async #password(interaction: string, fields: Fields): Promise<Outcome> {
    const { users, attempts, challenges, decoyHash, now } = this.#parts;
    const username = (fields['username'] ?? '').slice(0, 128);
    if (!attempts.begin(username)) return refused('password', 'locked');
    const found = users.byUsername(username);
    const isRight = await isPassword(fields['password'] ?? '', found?.passwordHash ?? decoyHash);
    // Read again: the hash took time, in which an administrator may have acted.
    const user = found && users.bySub(found.sub);
    if (!isRight || !user?.enabled || user.status === 'RESET_REQUIRED' || user.passwordHash !== found?.passwordHash) {
      return refused('password', 'refused');
    }
    if (user.passwordExpiresAt !== undefined && user.passwordExpiresAt <= now()) {
      return refused('password', 'temporary-password-expired');
    }
    const challenge = {
      interaction,
      sub: user.sub,
      passwordHash: user.passwordHash,
      totpPassed: false,
      totpSecret: undefined,
    };
    challenges.put(challenge);
    return this.#next(user, challenge);
  }

  /** A one-time code comes before a new password, so that a stolen temporary password alone changes nothing. */
  #next(user: User, challenge: Challenge): Outcome {
    const { pool, challenges } = this.#parts;
    const isEnrolled =
      user.totpSecret !== undefined && (pool.mfa === 'ON' || (pool.mfa === 'OPTIONAL' && user.mfaEnabled));
    if (isEnrolled && !challenge.totpPassed) return { stage: 'totp' };
    if (user.status === 'FORCE_CHANGE_PASSWORD') return { stage: 'new-password' };
    if (pool.mfa === 'ON' && !isEnrolled) {
      const secret = challenge.totpSecret ?? newTotpSecret();
      if (!challenge.totpSecret) challenges.put({ ...challenge, totpSecret: secret });
      return { stage: 'totp-setup', enrolment: { username: user.username, secret } };
    }
    return { signedIn: { sub: user.sub, amr: challenge.totpPassed ? ['pwd', 'otp', 'mfa'] : ['pwd'] } };
  }

  async #newPassword({ user, challenge }: Open, fields: Fields): Promise<Outcome> {
    const { users, challenges } = this.#parts;
    const password = fields['newPassword'] ?? '';
    const refusal = this.#objection(fields);
    if (refusal) return { stage: 'new-password', refusal };
    if (await isPassword(password, user.passwordHash)) return refused('new-password', 'same-password');
    const passwordHash = await hashPassword(password);
    const current = this.#open(challenge.interaction);
    if (!current) return refused('password', 'restart');
    users.change(user.sub, { status: 'CONFIRMED', passwordHash, passwordExpiresAt: undefined });
    const renewed = { ...current.challenge, passwordHash };
    challenges.put(renewed);
    return this.#next({ ...current.user, status: 'CONFIRMED', passwordHash }, renewed);
  }

  async #totp({ user, challenge }: Open, fields: Fields): Promise<Outcome> {
    const { users, attempts, challenges, now } = this.#parts;
    if (!attempts.begin(user.username)) return refused('totp', 'locked');
    const step = await provenStep({
      secret: user.totpSecret ?? '',
      code: codeIn(fields),
      atMs: now(),
      lastStep: user.totpStep,
    });
    if (step === undefined || !users.takeTotpStep(user.sub, step)) return refused('totp', 'code-refused');
    const passed = { ...challenge, totpPassed: true };
    challenges.put(passed);
    return this.#next(user, passed);
  }

  async #enrol({ user, challenge }: Open, fields: Fields): Promise<Outcome> {
    const { users, attempts, challenges, now } = this.#parts;
    const secret = challenge.totpSecret ?? '';
    const stage: Outcome = { stage: 'totp-setup', enrolment: { username: user.username, secret } };
    if (!attempts.begin(user.username)) return { ...stage, refusal: { code: 'locked' } };
    const step = await provenStep({ secret, code: codeIn(fields), atMs: now(), lastStep: undefined });
    if (step === undefined) return { ...stage, refusal: { code: 'code-refused' } };
    users.change(user.sub, { totpSecret: secret, totpStep: step, mfaEnabled: true, mfaPreferred: true });
    const passed = { ...challenge, totpPassed: true };
    challenges.put(passed);
    return this.#next({ ...user, totpSecret: secret, mfaEnabled: true }, passed);
  }

  /** Takes the code that AdminResetUserPassword sent; an unknown user and a wrong code get one answer. */
  async #reset(interaction: string, fields: Fields): Promise<Outcome> {
    const { users, attempts, decoyHash, now } = this.#parts;
    const refusal = this.#objection(fields);
    if (refusal) return { stage: 'reset', refusal };
    const username = (fields['username'] ?? '').slice(0, 128);
    if (!attempts.begin(username)) return refused('reset', 'locked');
    const found = users.byUsername(username);
    const isRight = await isPassword(codeIn(fields), found?.resetCodeHash ?? decoyHash);
    const passwordHash = await hashPassword(fields['newPassword'] ?? '');
    const user = found && users.bySub(found.sub);
    const isOpen =
      user?.resetCodeHash !== undefined &&
      user.resetCodeHash === found?.resetCodeHash &&
      (user.resetCodeExpiresAt ?? 0) > now();
    if (!isRight || !user?.enabled || !isOpen) return refused('reset', 'code-refused');
    const cleared = { passwordExpiresAt: undefined, resetCodeHash: undefined, resetCodeExpiresAt: undefined };
    users.change(user.sub, { status: 'CONFIRMED', passwordHash, ...cleared });
    const challenge = { interaction, sub: user.sub, passwordHash, totpPassed: false, totpSecret: undefined };
    this.#parts.challenges.put(challenge);
    return this.#next({ ...user, status: 'CONFIRMED', passwordHash }, challenge);
  }

  #objection(fields: Fields): Refusal | undefined {
    const password = fields['newPassword'] ?? '';
    const breach = policyBreach(password, this.#parts.pool.passwordPolicy);
    if (breach) return { code: 'password-policy', ja: breach.ja, en: breach.en };
    return fields['confirmPassword'] === password ? undefined : { code: 'passwords-differ' };
  }

  #open(interaction: string): Open | undefined {
    const challenge = this.#parts.challenges.find(interaction);
    const user = challenge && this.#parts.users.bySub(challenge.sub);
    return user?.enabled && user.passwordHash === challenge?.passwordHash ? { user, challenge } : undefined;
  }
}

type Open = { user: User; challenge: Challenge };

const codeIn = (fields: Fields): string => (fields['code'] ?? '').replaceAll(/\s/g, '');
