import { generateSecret, generateURI, verify } from 'otplib';

/** One step before and after, as authenticator apps and phones' clocks need (RFC 6238, 5.2). */
const TOLERANCE_SECONDS = 30;

export type TotpCheck = { secret: string; code: string; atMs: number; lastStep: number | undefined };

/** The time step that the code proves, or undefined. A step counts once only (RFC 6238, 5.2). */
export async function provenStep({ secret, code, atMs, lastStep }: TotpCheck): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(atMs / 1000),
    epochTolerance: TOLERANCE_SECONDS,
    ...(lastStep === undefined ? {} : { afterTimeStep: lastStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** A new base32 secret of 160 bits. */
export const newTotpSecret = (): string => generateSecret();

/** The `otpauth:` address that authenticator apps import. */
export const totpUri = (username: string, secret: string): string =>
  generateURI({ issuer: 'ism-link', label: username, secret });
