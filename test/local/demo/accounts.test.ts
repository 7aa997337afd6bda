import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, keepAccounts } from '../../../local/demo/accounts.ts';
import { demoStaff } from '../../../local/demo/staff.ts';
import { policyBreach } from '../../../local/sign-in/passwords.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-accounts-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the accounts of the demo', () => {
  it('are one for each member of staff, in a file that only its owner reads', () => {
    const accounts = keepAccounts(dataDir);
    expect(accounts.map(({ staffId }) => staffId)).toEqual(demoStaff.map(({ staffId }) => staffId));
    expect(JSON.parse(readFileSync(join(dataDir, 'accounts.json'), 'utf8'))).toEqual(accounts);
    expect(statSync(join(dataDir, 'accounts.json')).mode & 0o077).toBe(0);
  });

  it('have long passwords of every class, each its own, others in each region', () => {
    const policy = {
      minimumLength: 16,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
    };
    const passwords = keepAccounts(dataDir).map(({ password }) => password);
    for (const password of passwords) expect(policyBreach(password, policy)).toBeUndefined();
    expect(new Set(passwords).size).toBe(passwords.length);
    const [known, ...others] = keepAccounts(dataDir);
    writeFileSync(join(dataDir, 'accounts.json'), '[]');
    expect(keepAccounts(dataDir)[0]?.password).not.toBe(known?.password);
    expect(others.length).toBeGreaterThan(10);
  });

  it('keep their passwords when the load goes on after an interruption', () => {
    const before: Account[] = keepAccounts(dataDir);
    expect(keepAccounts(dataDir)).toEqual(before);
  });
});
