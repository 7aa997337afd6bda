import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { hashPassword, policyBreach } from '../passwords.ts';
import { operation, userInput, userNamed } from './operation.ts';
import { invalidParameter, Refusal } from './refusal.ts';
import { TEMPORARY_PASSWORD_MS } from './user-operations.ts';

/** Cognito's confirmation codes live one hour. */
const RESET_CODE_MS = 60 * 60 * 1000;

export const AdminSetUserPassword = operation(
  'iam',
  userInput.extend({ Password: z.string(), Permanent: z.boolean().default(false) }),
  async ({ Username, Password, Permanent }, parts) => {
    const user = userNamed(Username, parts);
    const breach = policyBreach(Password, parts.pool.passwordPolicy);
    if (breach) throw new Refusal('InvalidPasswordException', breach.message);
    parts.users.change(user.sub, {
      passwordHash: await hashPassword(Password),
      status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      passwordExpiresAt: Permanent ? undefined : parts.now() + TEMPORARY_PASSWORD_MS,
      resetCodeHash: undefined,
      resetCodeExpiresAt: undefined,
    });
    return {};
  },
);

/** The present password stops working; the person sets a new one with the code that is sent. */
export const AdminResetUserPassword = operation('iam', userInput, async ({ Username }, parts) => {
  const user = userNamed(Username, parts);
  if (!user.enabled) throw new Refusal('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new Refusal('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  if (user.attributes['email_verified'] !== 'true') {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  parts.users.change(user.sub, {
    status: 'RESET_REQUIRED',
    resetCodeHash: await hashPassword(code),
    resetCodeExpiresAt: parts.now() + RESET_CODE_MS,
  });
  parts.post({
    kind: 'password-reset',
    username: user.username,
    to: user.attributes['email'],
    secret: code,
    at: parts.now(),
  });
  return {};
});
