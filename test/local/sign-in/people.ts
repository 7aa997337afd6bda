import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { SignedIn, SignInAs } from '../../../local/sign-in/login.ts';
import { signInAs } from '../../../local/sign-in/login.ts';
import { WEB_SCOPES } from './browser.ts';
import type { SignInProcess } from './sign-in-process.ts';
import { POOL, REDIRECT_URI, WEB } from './sign-in-process.ts';

export const TEMPORARY = 'Temporary-1234';
export const PASSWORD = 'Correct-Horse-7';
const UserPoolId = POOL.userPoolId;

/** A user as an administrator makes one, who must change the temporary password. */
export async function invite(server: SignInProcess, username: string): Promise<void> {
  await server.admin.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: username,
      TemporaryPassword: TEMPORARY,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: `${username}@example.jp` },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'name', Value: '試験 太郎' },
      ],
    }),
  );
}

/** A user with a password of their own and the given groups. */
export async function enrol(server: SignInProcess, username: string, ...groups: string[]): Promise<void> {
  await invite(server, username);
  await server.admin.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password: PASSWORD, Permanent: true }),
  );
  for (const GroupName of groups) {
    await server.admin.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName }));
  }
}

export const signIn = (server: SignInProcess, username: string, change: Partial<SignInAs> = {}): Promise<SignedIn> =>
  signInAs({
    issuer: server.issuer,
    clientId: WEB,
    redirectUri: REDIRECT_URI,
    scopes: WEB_SCOPES,
    username,
    password: PASSWORD,
    ...change,
  });
