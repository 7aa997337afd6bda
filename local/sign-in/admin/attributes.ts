import { STANDARD_ATTRIBUTES } from '../claims.ts';
import type { UserPoolSpec } from '../pool.ts';
import { invalidParameter } from './refusal.ts';

type AttributeList = { Name: string; Value: string }[];

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** E.164, as Cognito demands. */
const PHONE = /^\+[1-9]\d{1,14}$/;

/** The attributes to write, checked as Cognito does; an empty value removes one. */
export function checkedAttributes(list: AttributeList, pool: UserPoolSpec): Record<string, string> {
  const known = new Set([...STANDARD_ATTRIBUTES, ...(pool.customAttributes ?? [])]);
  for (const { Name, Value } of list) {
    if (Name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    if (!known.has(Name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.`,
      );
    }
    if (Name === 'email' && Value !== '' && !EMAIL.test(Value)) throw invalidParameter('Invalid email address format.');
    if (Name === 'phone_number' && Value !== '' && !PHONE.test(Value))
      throw invalidParameter('Invalid phone number format.');
    if (Name.endsWith('_verified') && Value !== 'true' && Value !== 'false') {
      throw invalidParameter(`Invalid value for ${Name}: it must be true or false`);
    }
  }
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
}

/** A new address or number counts as not verified unless the same call says that it is. */
export function mergedAttributes(
  current: Record<string, string>,
  change: Record<string, string>,
): Record<string, string> {
  const merged = { ...current, ...change };
  for (const [contact, mark] of [
    ['email', 'email_verified'],
    ['phone_number', 'phone_number_verified'],
  ] as const) {
    if (contact in change && change[contact] !== current[contact] && !(mark in change)) merged[mark] = 'false';
    if (merged[contact] === '') delete merged[mark];
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}
