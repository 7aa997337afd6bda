import { z } from 'zod';
import type { AdminParts } from './operation.ts';
import { operation, userInput, userNamed } from './operation.ts';
import { Refusal } from './refusal.ts';

const groupInput = userInput.extend({ GroupName: z.string().min(1).max(128) });

function assertGroup(name: string, { pool }: AdminParts): void {
  if (!pool.groups.includes(name)) throw new Refusal('ResourceNotFoundException', 'Group not found.');
}

export const AdminAddUserToGroup = operation('iam', groupInput, ({ Username, GroupName }, parts) => {
  const { sub } = userNamed(Username, parts);
  assertGroup(GroupName, parts);
  parts.users.addToGroup(sub, GroupName);
  return {};
});

export const AdminRemoveUserFromGroup = operation('iam', groupInput, ({ Username, GroupName }, parts) => {
  const { sub } = userNamed(Username, parts);
  assertGroup(GroupName, parts);
  parts.users.removeFromGroup(sub, GroupName);
  return {};
});

const listInput = userInput.extend({ Limit: z.int().min(0).max(60).optional(), NextToken: z.string().optional() });

/** In order of the name, which is also the token of the next page. */
export const AdminListGroupsForUser = operation(
  'iam',
  listInput,
  ({ Username, Limit, NextToken, UserPoolId }, parts) => {
    const { sub } = userNamed(Username, parts);
    const groups = parts.users.groupsOf(sub).filter((name) => NextToken === undefined || name > NextToken);
    const page = groups.slice(0, Limit || 60);
    const isLast = page.length === groups.length;
    return {
      Groups: page.map((GroupName) => ({ GroupName, UserPoolId })),
      ...(isLast ? {} : { NextToken: page.at(-1) }),
    };
  },
);
