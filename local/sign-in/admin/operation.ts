import { z } from 'zod';
import type { AccessTokenReader } from '../access-tokens.ts';
import type { Models } from '../models.ts';
import type { Letter } from '../outbox.ts';
import type { UserPoolSpec } from '../pool.ts';
import type { User, Users } from '../users.ts';
import { Refusal } from './refusal.ts';

/** What the operations work on. */
export type AdminParts = {
  pool: UserPoolSpec;
  users: Users;
  models: Models;
  now: () => number;
  /** Puts what Cognito would have mailed where a person of this machine finds it. */
  post: (letter: Letter) => void;
  readToken: AccessTokenReader;
};

export type Operation = {
  /** `iam` is signed and judged by the caller's policies; `token` carries a user's access token instead. */
  auth: 'iam' | 'token';
  run(input: unknown, parts: AdminParts): Promise<object> | object;
};

/** An operation whose input is parsed; like the service, it ignores members that it does not know. */
export function operation<S extends z.ZodType>(
  auth: Operation['auth'],
  schema: S,
  run: (input: z.output<S>, parts: AdminParts) => Promise<object> | object,
): Operation {
  return {
    auth,
    run: (input, parts) => {
      const parsed = schema.safeParse(input);
      if (parsed.success) return run(parsed.data, parts);
      const [issue] = parsed.error.issues;
      const member = issue?.path.join('.') ?? '';
      throw new Refusal(
        'InvalidParameterException',
        `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${issue?.message}`,
      );
    },
  };
}

/** Cognito's pattern: letters, marks, symbols, numbers and punctuation, no white space. */
export const username = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const poolInput = z.object({ UserPoolId: z.string() });
export const userInput = poolInput.extend({ Username: username });
export const attributeList = z.array(
  z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2048).default('') }),
);

/** By user name or by `sub`, as Cognito takes either. */
export function userNamed(name: string, { users }: AdminParts): User {
  const user = users.byUsername(name) ?? users.bySub(name);
  if (!user) throw new Refusal('UserNotFoundException', 'User does not exist.');
  return user;
}

export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** The attributes as the API lists them, `sub` first. */
export function attributesOf(user: User): { Name: string; Value: string }[] {
  return Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }));
}

/** Cognito's UserType, with the named attributes or all. */
export function userType(user: User, names?: string[]): object {
  return {
    Username: user.username,
    Attributes: attributesOf(user).filter(({ Name }) => !names || names.includes(Name)),
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
