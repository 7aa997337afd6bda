import { z } from 'zod';
import { newTotpSecret, provenStep } from '../totp.ts';
import type { User } from '../users.ts';
import type { AdminParts } from './operation.ts';
import { operation, userInput, userNamed } from './operation.ts';
import { invalidParameter, Refusal } from './refusal.ts';

const preference = z.object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) });

/** Switching the software token off also forgets its secret: whoever lost the device enrols a new one. */
export const AdminSetUserMFAPreference = operation(
  'iam',
  userInput.extend({
    SoftwareTokenMfaSettings: preference.optional(),
    SMSMfaSettings: preference.optional(),
    EmailMfaSettings: preference.optional(),
  }),
  ({ Username, SoftwareTokenMfaSettings: settings, SMSMfaSettings, EmailMfaSettings }, parts) => {
    const user = userNamed(Username, parts);
    if (SMSMfaSettings?.Enabled || EmailMfaSettings?.Enabled) {
      throw invalidParameter('SMS and e-mail MFA are not configured for the user pool');
    }
    if (!settings) return {};
    if (!settings.Enabled && settings.PreferredMfa)
      throw invalidParameter('Cannot prefer a method that is not enabled');
    if (settings.Enabled && user.totpSecret === undefined)
      throw invalidParameter('User has not verified software token mfa');
    const forgotten = settings.Enabled ? {} : { totpSecret: undefined, totpStep: undefined };
    parts.users.change(user.sub, { mfaEnabled: settings.Enabled, mfaPreferred: settings.PreferredMfa, ...forgotten });
    return {};
  },
);

const SELF_SERVICE = 'aws.cognito.signin.user.admin';
const tokenInput = z.object({ AccessToken: z.string() });

function ownerOf(token: string, { readToken }: AdminParts): User {
  const reading = readToken(token);
  if (!reading) throw new Refusal('NotAuthorizedException', 'Invalid Access Token');
  if (!reading.scopes.includes(SELF_SERVICE)) {
    throw new Refusal('NotAuthorizedException', 'Access Token does not have required scopes');
  }
  return reading.user;
}

/** Offers the signed-in person a secret for an authenticator app. */
export const AssociateSoftwareToken = operation('token', tokenInput, ({ AccessToken }, parts) => {
  const user = ownerOf(AccessToken, parts);
  if (parts.pool.mfa === 'OFF') {
    throw new Refusal('SoftwareTokenMFANotFoundException', 'Software token MFA is not enabled for the user pool.');
  }
  const secret = newTotpSecret();
  parts.users.change(user.sub, { totpPending: secret });
  return { SecretCode: secret };
});

/** Takes the first code as the proof that the app holds the secret; AdminSetUserMFAPreference then switches it on. */
export const VerifySoftwareToken = operation(
  'token',
  tokenInput.extend({ UserCode: z.string() }),
  async ({ AccessToken, UserCode }, parts) => {
    const { sub, totpPending: secret } = ownerOf(AccessToken, parts);
    if (secret === undefined) throw invalidParameter('No software token has been associated');
    const step = await provenStep({ secret, code: UserCode, atMs: parts.now(), lastStep: undefined });
    if (step === undefined) throw new Refusal('EnableSoftwareTokenMFAException', 'Code mismatch');
    parts.users.change(sub, { totpSecret: secret, totpPending: undefined, totpStep: step });
    return { Status: 'SUCCESS' };
  },
);
