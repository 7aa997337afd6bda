import { z } from 'zod';
import { hashPassword, policyBreach, temporaryPassword } from '../passwords.ts';
import type { User } from '../users.ts';
import { checkedAttributes, mergedAttributes } from './attributes.ts';
import type { AdminParts } from './operation.ts';
import { attributeList, attributesOf, operation, seconds, userInput, userNamed, userType } from './operation.ts';
import { Refusal } from './refusal.ts';

/** Cognito's default of TemporaryPasswordValidityDays. */
export const TEMPORARY_PASSWORD_MS = 7 * 24 * 60 * 60 * 1000;

const createInput = userInput.extend({
  UserAttributes: attributeList.default([]),
  TemporaryPassword: z.string().optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
});
type CreateInput = z.output<typeof createInput>;

export const AdminCreateUser = operation('iam', createInput, async (input, parts) => {
  const password = input.TemporaryPassword ?? temporaryPassword(parts.pool.passwordPolicy);
  const breach = policyBreach(password, parts.pool.passwordPolicy);
  if (breach) throw new Refusal('InvalidPasswordException', breach.message);
  const attributes = mergedAttributes({}, checkedAttributes(input.UserAttributes, parts.pool));
  const passwordHash = await hashPassword(password);
  const passwordExpiresAt = parts.now() + TEMPORARY_PASSWORD_MS;
  const user =
    input.MessageAction === 'RESEND'
      ? renewed(input, { passwordHash, passwordExpiresAt }, parts)
      : parts.users.create({ username: input.Username, attributes, passwordHash, passwordExpiresAt });
  if (!user) throw new Refusal('UsernameExistsException', 'User account already exists');
  if (input.MessageAction !== 'SUPPRESS') {
    parts.post({
      kind: 'invitation',
      username: user.username,
      to: user.attributes['email'],
      secret: password,
      at: parts.now(),
    });
  }
  return { User: userType(user) };
});

/** RESEND gives a user who never signed in a new temporary password. */
function renewed(
  input: CreateInput,
  password: Pick<User, 'passwordHash' | 'passwordExpiresAt'>,
  parts: AdminParts,
): User {
  const user = userNamed(input.Username, parts);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new Refusal(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  parts.users.change(user.sub, password);
  return userNamed(input.Username, parts);
}

export const AdminGetUser = operation('iam', userInput, ({ Username }, parts) => {
  const user = userNamed(Username, parts);
  return {
    Username: user.username,
    UserAttributes: attributesOf(user),
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
    ...(user.mfaEnabled ? { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] } : {}),
    ...(user.mfaPreferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
  };
});

export const AdminUpdateUserAttributes = operation(
  'iam',
  userInput.extend({ UserAttributes: attributeList }),
  ({ Username, UserAttributes }, parts) => {
    const user = userNamed(Username, parts);
    const change = checkedAttributes(UserAttributes, parts.pool);
    parts.users.change(user.sub, { attributes: mergedAttributes(user.attributes, change) });
    return {};
  },
);

/** First the mark, which every check reads, then the sessions: what slips in between is refused by the mark. */
export const AdminDisableUser = operation('iam', userInput, ({ Username }, parts) => {
  const { sub } = userNamed(Username, parts);
  parts.users.change(sub, { enabled: false });
  parts.models.endAccount(sub);
  return {};
});

export const AdminEnableUser = operation('iam', userInput, ({ Username }, parts) => {
  parts.users.change(userNamed(Username, parts).sub, { enabled: true });
  return {};
});

export const AdminDeleteUser = operation('iam', userInput, ({ Username }, parts) => {
  const { sub } = userNamed(Username, parts);
  parts.users.remove(sub);
  parts.models.endAccount(sub);
  return {};
});

export const AdminUserGlobalSignOut = operation('iam', userInput, ({ Username }, parts) => {
  parts.models.endAccount(userNamed(Username, parts).sub);
  return {};
});
