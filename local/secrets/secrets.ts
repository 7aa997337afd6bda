import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivateJson, writePrivateJson } from '../data-dir/private-file.ts';
import type { Template } from '../template/template.ts';
import { GenerateSecretString, generateSecret } from './generate.ts';

export type Secret = { arn: string; name: string; value: string; versionId: string; createdAt: string };

const SecretProperties = z.strictObject({ GenerateSecretString });
const IGNORED = ['Description', 'KmsKeyId', 'Name', 'ReplicaRegions', 'Tags'];

/**
 * The template's secrets, and the app clients' secrets, which Cognito makes. Made when they are first asked for and kept in
 * `DIR/secrets.json` (0600): what was encrypted or signed with them must stay readable after a restart.
 */
export class Secrets {
  readonly #path: string;
  readonly #byArn: Record<string, Secret>;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'secrets.json');
    this.#byArn = readPrivateJson(this.#path) ?? {};
  }

  createFrom(template: Template): void {
    for (const resource of template.ofType('AWS::SecretsManager::Secret')) {
      const wanted = resource.read(SecretProperties, IGNORED).GenerateSecretString;
      this.obtain({ arn: resource.ref, name: resource.name }, () => generateSecret(wanted));
    }
  }

  /** The secret under an ARN; made now if it is the first time. */
  obtain(of: { arn: string; name: string }, make: () => string): Secret {
    const existing = this.#byArn[of.arn];
    if (existing) return existing;
    const secret = { ...of, value: make(), versionId: randomUUID(), createdAt: new Date().toISOString() };
    this.#byArn[of.arn] = secret;
    writePrivateJson(this.#path, this.#byArn);
    return secret;
  }

  /** By ARN or name. */
  find(id: string): Secret | undefined {
    return this.#byArn[id] ?? Object.values(this.#byArn).find((secret) => secret.name === id);
  }
}
