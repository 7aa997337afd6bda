import type { TestRegion } from '../region.ts';
import type { TestPerson } from './people.ts';

/** What of a person must stand in no log: names in any spelling, address, telephone. Each is rare enough to prove something. */
export const wordsOf = ({ name, address, phone }: TestPerson): string[] =>
  [name.family, name.given, name.familyKana, name.givenKana, name.formerFamilyKana, address, phone].filter(
    (word) => word !== undefined,
  );

/** Passwords, client secrets and the network's own secret. */
export const secretsOf = (region: TestRegion): string[] => {
  const { systems, keysSecret, operator } = region.region;
  return [
    ...region.accounts.map((account) => account.password),
    ...systems.map((system) => system.clientSecret),
    keysSecret,
    operator.secretAccessKey,
  ];
};
