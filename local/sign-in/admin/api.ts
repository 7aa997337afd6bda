import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import { AdminAddUserToGroup, AdminListGroupsForUser, AdminRemoveUserFromGroup } from './group-operations.ts';
import { ListUsers } from './list-users.ts';
import { AdminSetUserMFAPreference, AssociateSoftwareToken, VerifySoftwareToken } from './mfa-operations.ts';
import type { AdminParts, Operation } from './operation.ts';
import { AdminResetUserPassword, AdminSetUserPassword } from './password-operations.ts';
import { Refusal } from './refusal.ts';
import {
  AdminCreateUser,
  AdminDeleteUser,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
} from './user-operations.ts';

const OPERATIONS = new Map<string, Operation>(
  Object.entries({
    AdminCreateUser,
    AdminGetUser,
    AdminUpdateUserAttributes,
    AdminDeleteUser,
    ListUsers,
    AdminDisableUser,
    AdminEnableUser,
    AdminUserGlobalSignOut,
    AdminResetUserPassword,
    AdminSetUserPassword,
    AdminAddUserToGroup,
    AdminRemoveUserFromGroup,
    AdminListGroupsForUser,
    AdminSetUserMFAPreference,
    AssociateSoftwareToken,
    VerifySoftwareToken,
  }),
);

const BODY_LIMIT_BYTES = 256 * 1024;
const TARGET = /^AWSCognitoIdentityProviderService\.(\w+)$/;
const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\/\d{8}\/([\w-]+)\/cognito-idp\/aws4_request,/;

export type AdminApiParts = AdminParts & {
  accountId: string;
  allowsAdmin: (accessKeyId: string, action: string, resourceArn: string) => boolean;
};

/**
 * Whether the request is for the API: the SDK posts to the root and names its operation in a header. Only there, so
 * that a gateway which forwards the sign-in pages does not open the API with them.
 */
export const isAdminRequest = (request: IncomingMessage): boolean =>
  request.method === 'POST' && request.url === '/' && request.headers['x-amz-target'] !== undefined;

/** Answers one request in Amazon's JSON 1.1 protocol; never rejects. */
export async function answerAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  parts: AdminApiParts,
): Promise<void> {
  try {
    send(response, { status: 200, body: await perform(request, parts) });
  } catch (error) {
    if (!(error instanceof Refusal)) logFailure(error);
    const refusal = error instanceof Refusal ? error : new Refusal('InternalErrorException', 'Internal error');
    const status = refusal.name === 'InternalErrorException' ? 500 : 400;
    send(response, { status, type: refusal.name, body: { __type: refusal.name, message: refusal.message } });
  }
}

async function perform(request: IncomingMessage, parts: AdminApiParts): Promise<object> {
  const name = TARGET.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
  const operation = OPERATIONS.get(name);
  if (!operation) throw new Refusal('UnknownOperationException', `${name} is not emulated here`);
  const input = await jsonBody(request);
  if (operation.auth === 'iam') {
    const poolId = input['UserPoolId'];
    authorize(request, { ...parts, name, poolId: typeof poolId === 'string' ? poolId : '' });
    if (poolId !== parts.pool.userPoolId) {
      throw new Refusal('ResourceNotFoundException', `User pool ${String(poolId)} does not exist.`);
    }
  }
  return operation.run(input, parts);
}

async function jsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request, BODY_LIMIT_BYTES);
  if (text === undefined) throw new Refusal('SerializationException', 'The request is too long');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one answer for what is not a JSON object.
  }
  throw new Refusal('SerializationException', 'The request is not a JSON object');
}

type Judged = Pick<AdminApiParts, 'accountId' | 'allowsAdmin'> & { name: string; poolId: string };

function authorize(request: IncomingMessage, { accountId, allowsAdmin, name, poolId }: Judged): void {
  const [, accessKeyId, region] = CREDENTIAL.exec(request.headers.authorization ?? '') ?? [];
  if (!accessKeyId || !region) {
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const arn = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`;
  if (!allowsAdmin(accessKeyId, `cognito-idp:${name}`, arn)) {
    const message = `User: ${accessKeyId} is not authorized to perform: cognito-idp:${name} on resource: ${arn} because no identity-based policy allows the cognito-idp:${name} action`;
    throw new Refusal('AccessDeniedException', message);
  }
}

function send(response: ServerResponse, answer: { status: number; type?: string; body: object }): void {
  response.writeHead(answer.status, {
    'content-type': 'application/x-amz-json-1.1',
    'cache-control': 'no-store',
    'x-amzn-requestid': randomUUID(),
    ...(answer.type ? { 'x-amzn-errortype': answer.type } : {}),
  });
  response.end(JSON.stringify(answer.body));
}

function logFailure(error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: '' };
  console.error(JSON.stringify({ level: 'error', code: 'sign-in.admin-failed', name, message }));
}
