import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Scenario } from '../../bench/scenarios/scenario.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let scenarios: readonly Scenario[] = [];
let nameOf: (scenario: Scenario) => string;
beforeAll(async () => {
  ({ SCENARIOS: scenarios } = await import('../../bench/scenarios/index.ts'));
  ({ nameOf } = await import('../../bench/scenarios/scenario.ts'));
});

describe('the scenarios of the bench', () => {
  it('measure every operation of the API', () => {
    const measured = new Set(scenarios.map(({ deed }) => deed.operation.id));
    expect(OPERATIONS.map(({ id }) => id).filter((id) => !measured.has(id))).toEqual([]);
  });

  it('have names of their own, by which figures of two runs are compared', () => {
    const names = scenarios.map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('say what is written at least of every operation that writes', () => {
    const silent = scenarios.filter(({ deed, floor }) => deed.operation.effect === 'write' && !floor.write);
    expect(silent.map(nameOf)).toEqual(['openSession, again']);
  });
});
