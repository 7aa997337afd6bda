import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '../../schemas/directory.ts';
import { readPrivateJson, writePrivateJson } from '../data-dir/private-file.ts';
import { demoStaff } from './staff.ts';

/** A demo account as `accounts.json` lists it. The password was made when the region was loaded and stands nowhere else. */
export type Account = { username: string; password: string; staffId: string; facilityId: string; role: Role };

/** Without 0 O 1 l I, which people misread; every class that the pool's policy asks for, and symbols that no shell reads. */
const ALPHABETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '_.+:'] as const;
const LENGTH = 18;

const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));

/** A password of 18 characters: one of each class in a place of its own, the rest of any. */
const makePassword = (): string => {
  const characters = Array.from({ length: LENGTH }, () => pick(ALPHABETS.join('')));
  const places = new Set<number>();
  while (places.size < ALPHABETS.length) places.add(randomInt(LENGTH));
  for (const [index, place] of [...places].entries()) characters[place] = pick(ALPHABETS[index] ?? ALPHABETS[0]);
  return characters.join('');
};

const fileOf = (dataDir: string): string => join(dataDir, 'accounts.json');

/**
 * The accounts of the region, one for each member of staff of the demo. Passwords that were made before are kept, so that a load that
 * was interrupted goes on with the same; the file is written before any of them is used.
 */
export const keepAccounts = (dataDir: string): Account[] => {
  const known = new Map(
    (readPrivateJson<Account[]>(fileOf(dataDir)) ?? []).map((account) => [account.username, account]),
  );
  const accounts = demoStaff.map(
    ({ staffId, facilityId, role }): Account =>
      known.get(staffId) ?? { username: staffId, password: makePassword(), staffId, facilityId, role },
  );
  writePrivateJson(fileOf(dataDir), accounts);
  return accounts;
};
