import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Attempts, lockMs } from '../../../local/sign-in/attempts.ts';
import { openDatabase } from '../../../local/sign-in/database.ts';

function setUp(): { attempts: Attempts; clock: { ms: number } } {
  const clock = { ms: 1_000_000 };
  const database = openDatabase(mkdtempSync(join(tmpdir(), 'attempts-')));
  return { attempts: new Attempts(database, () => clock.ms), clock };
}

describe('lockout', () => {
  it("doubles from one second at the fifth failure to 15 minutes, as Cognito's", () => {
    const seconds = [0, 1, 4, 5, 6, 7, 8, 14, 15, 100, 5000].map((failures) => lockMs(failures) / 1000);
    expect(seconds).toEqual([0, 0, 0, 1, 2, 4, 8, 512, 900, 900, 900]);
  });

  it('ends at its very millisecond', () => {
    const { attempts, clock } = setUp();
    for (let failure = 1; failure <= 5; failure += 1) expect(attempts.begin('sato')).toBe(true);
    clock.ms += 999;
    expect(attempts.begin('sato')).toBe(false);
    clock.ms += 1;
    expect(attempts.begin('sato')).toBe(true);
  });

  it('is one per user name', () => {
    const { attempts } = setUp();
    for (let failure = 1; failure <= 6; failure += 1) attempts.begin('sato');
    expect(attempts.begin('sato')).toBe(false);
    expect(attempts.begin('suzuki')).toBe(true);
  });

  it('knows a name in any case', () => {
    const { attempts } = setUp();
    for (const name of ['sato', 'SATO', 'Sato', 'sAto', 'saTo']) expect(attempts.begin(name)).toBe(true);
    for (const name of ['sato', 'SATO', 'satO']) expect(attempts.begin(name)).toBe(false);
    attempts.succeeded('SaTo');
    expect(attempts.begin('sato')).toBe(true);
  });

  it('forgets after a success, and after 15 quiet minutes', () => {
    const { attempts, clock } = setUp();
    for (let failure = 1; failure <= 5; failure += 1) attempts.begin('sato');
    attempts.succeeded('sato');
    for (let failure = 1; failure <= 5; failure += 1) expect(attempts.begin('sato')).toBe(true);
    clock.ms += lockMs(5) + 15 * 60 * 1000;
    attempts.purge();
    for (let failure = 1; failure <= 5; failure += 1) expect(attempts.begin('sato')).toBe(true);
    expect(attempts.begin('sato')).toBe(false);
  });

  it('the longest lock is followed by another one, and a purge in between forgets nothing', () => {
    const { attempts, clock } = setUp();
    for (let failure = 1; failure <= 20; failure += 1) {
      expect(attempts.begin('sato')).toBe(true);
      clock.ms += lockMs(failure);
      attempts.purge();
    }
    expect(attempts.begin('sato')).toBe(true);
    expect(attempts.begin('sato')).toBe(false);
  });
});
