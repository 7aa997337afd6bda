import { createServer, type ServerResponse } from 'node:http';
import type { Principals } from '../functions/credentials.ts';
import { type Listening, listenOnLoopback } from '../loopback.ts';
import type { Secrets } from './secrets.ts';

/**
 * The Parameters and Secrets Lambda extension, as functions see it: `GET /secretsmanager/get?secretId=…` with the function's own session
 * token. One for all functions: the token says which one asks, and its role whether it may.
 */
export async function startSecretsExtension(of: { secrets: Secrets; principals: Principals }): Promise<Listening> {
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://localhost');
    const token = message.headers['x-aws-parameters-secrets-token'];
    if (url.pathname !== '/secretsmanager/get' || message.method !== 'GET') return refuse(response, 404, 'Not Found');
    if (typeof token !== 'string') return refuse(response, 401, 'not authorized to access this endpoint');
    const principal = of.principals.findByToken(token);
    if (!principal) return refuse(response, 401, 'not authorized to access this endpoint');
    const id = url.searchParams.get('secretId');
    if (!id) return refuse(response, 400, 'secretId is a required parameter');
    const secret = of.secrets.find(id);
    const resource = secret?.arn ?? id;
    if (!principal.allows({ action: 'secretsmanager:GetSecretValue', resource })) {
      return refuse(
        response,
        400,
        `AccessDeniedException: User: ${principal.arn} is not authorized to perform: secretsmanager:GetSecretValue`,
      );
    }
    if (!secret)
      return refuse(response, 400, "ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    const body = {
      ARN: secret.arn,
      CreatedDate: secret.createdAt,
      Name: secret.name,
      SecretBinary: null,
      SecretString: secret.value,
      VersionId: secret.versionId,
      VersionStages: ['AWSCURRENT'],
      ResultMetadata: {},
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  return listenOnLoopback(server);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(message);
}
