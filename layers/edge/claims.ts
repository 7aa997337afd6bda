import * as z from 'zod';
import { FacilityId, StaffId } from '../../schemas/primitives.ts';

/** Who asks, from the token that the gateway verified, and from nothing else. */
export type Claims =
  | {
      kind: 'staff';
      staffId: StaffId;
      facilityId: FacilityId;
      sub: string;
      originJti: string;
      signedInAt: string;
      scopes: string[];
    }
  | { kind: 'system'; clientId: string; scopes: string[] };

const Token = z.object({
  token_use: z.literal('access'),
  sub: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string().default(''),
  username: StaffId.optional(),
  origin_jti: z.string().min(1).optional(),
  /** Seconds, as far as a date reaches. */
  auth_time: z.coerce.number().int().positive().max(8_640_000_000_000).optional(),
});

/** Undefined where the token is no access token of ours: an ID token, a user name that is not one, a sign-in without its id. */
export const readClaims = (claims: unknown): Claims | undefined => {
  const parsed = Token.safeParse(claims);
  if (!parsed.success) return undefined;
  const token = parsed.data;
  const scopes = token.scope.split(' ').filter((scope) => scope !== '');
  if (token.username === undefined) {
    // Cognito's client-credentials tokens have no user name, and their subject is the client itself.
    return token.sub === token.client_id && token.origin_jti === undefined
      ? { kind: 'system', clientId: token.client_id, scopes }
      : undefined;
  }
  const facility = FacilityId.safeParse(token.username.split('.')[0]);
  if (!token.origin_jti || !token.auth_time || !facility.success) return undefined;
  return {
    kind: 'staff',
    staffId: token.username,
    facilityId: facility.data,
    sub: token.sub,
    originJti: token.origin_jti,
    signedInAt: new Date(token.auth_time * 1000).toISOString(),
    scopes,
  };
};
