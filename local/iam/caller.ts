import type { Principal, Principals } from '../functions/credentials.ts';

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request,/;

/** Who signed a request for a service, by access key alone: keys are random, and a signature on loopback would prove nothing more. */
export function callerOf(
  authorization: string | undefined,
  of: { service: string; principals: Principals },
): Principal | undefined {
  const [, accessKeyId, service] = CREDENTIAL.exec(authorization ?? '') ?? [];
  return accessKeyId !== undefined && service === of.service ? of.principals.find(accessKeyId) : undefined;
}
