import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';

const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];
const bit = (type: ContentType): bigint => 1n << BigInt(CONTENT_TYPES[type].code);

/** A set of content types as lower-case hexadecimal: bit n = the type with code n. */
export const maskOf = (types: ReadonlySet<ContentType>): string =>
  [...types].reduce((mask, type) => mask | bit(type), 0n).toString(16);

/** The set behind a mask; bits of types that are not known here are left out. */
export const typesOf = (mask: string): Set<ContentType> => {
  const bits = BigInt(`0x${mask}`);
  return new Set(TYPES.filter((type) => (bits & bit(type)) !== 0n));
};

export const ALL_TYPES: readonly ContentType[] = TYPES;
