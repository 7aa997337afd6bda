import * as z from 'zod';
import type { Environment } from './environment.ts';

const Answer = z.object({ SecretString: z.string().min(32) });

/** The network's own secret, from the Parameters and Secrets extension that runs beside the function. */
export const readSecret = async (environment: Environment): Promise<string> => {
  const url = `http://localhost:${environment.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT}/secretsmanager/get?secretId=${encodeURIComponent(environment.KEYS_SECRET_ARN)}`;
  const response = await fetch(url, { headers: { 'X-Aws-Parameters-Secrets-Token': environment.AWS_SESSION_TOKEN } });
  if (!response.ok) throw new Error(`the secrets extension answered ${response.status}`);
  return Answer.parse(await response.json()).SecretString;
};
