import { randomBytes } from 'node:crypto';
import { type Judge, judgeOf } from '../iam/judge.ts';
import type { Grant } from '../iam/policy.ts';
import { LOCAL_ACCOUNT } from '../template/physical.ts';

/** Credentials, made anew at each start. A role's are temporary and carry a token, as Lambda gives them to a function. */
export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Who an access key is. */
export type Principal = { arn: string; credentials: Credentials; allows: Judge };

const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');

const temporary = (): Credentials => ({
  accessKeyId: `ASIA${letters(16)}`,
  secretAccessKey: randomBytes(30).toString('base64'),
  sessionToken: randomBytes(96).toString('base64'),
});

const permanent = (): Credentials => ({
  accessKeyId: `AKIA${letters(16)}`,
  secretAccessKey: randomBytes(30).toString('base64'),
});

/** The ARN under which a function appears in refusals. */
export const sessionArn = (of: { roleName: string; name: string }): string =>
  `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${of.roleName}/${of.name}`;

/** Every principal of the region, by access key. */
export class Principals {
  readonly #byKey = new Map<string, Principal>();

  /** A role, with temporary credentials. */
  addRole(of: { arn: string; grants: Grant[] }): Principal {
    return this.#add({ arn: of.arn, credentials: temporary(), allows: judgeOf(of.grants) });
  }

  /** Whoever started the region: may do everything, as the account's administrator in the cloud. */
  addOperator(): Principal {
    return this.#add({
      arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/operator`,
      credentials: permanent(),
      allows: () => true,
    });
  }

  #add(principal: Principal): Principal {
    this.#byKey.set(principal.credentials.accessKeyId, principal);
    return principal;
  }

  find(accessKeyId: string): Principal | undefined {
    return this.#byKey.get(accessKeyId);
  }

  /** Whether a key may do an action; an unknown key may do nothing. */
  allows(accessKeyId: string, wish: { action: string; resource: string }): boolean {
    return this.find(accessKeyId)?.allows(wish) ?? false;
  }

  findByToken(sessionToken: string): Principal | undefined {
    return [...this.#byKey.values()].find((principal) => principal.credentials.sessionToken === sessionToken);
  }
}
