import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginOrResume, once } from '../../../../local/demo/load/progress.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-load-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('a load that is interrupted', () => {
  it('goes on with the day and the choice with which it began', () => {
    beginOrResume(dataDir, { empty: true, referenceDay: '2026-08-01' });
    expect(beginOrResume(dataDir, { empty: false, referenceDay: '2026-08-02' })).toEqual({
      empty: true,
      referenceDay: '2026-08-01',
      done: [],
    });
  });

  it('does not repeat a step that is complete, and repeats one that broke off', async () => {
    let [whole, broken] = [0, 0];
    const run = async (): Promise<void> => {
      const state = beginOrResume(dataDir, { empty: false, referenceDay: '2026-08-01' });
      await once({ dataDir, state, step: 'whole' }, async () => void (whole += 1));
      await once({ dataDir, state, step: 'broken' }, async () => {
        broken += 1;
        if (broken === 1) throw new Error('killed');
      });
    };
    await expect(run()).rejects.toThrow('killed');
    await run();
    await run();
    expect({ whole, broken }).toEqual({ whole: 1, broken: 2 });
  });
});
