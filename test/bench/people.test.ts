import { describe, expect, it } from '@jest/globals';
import { patientIdAt, personAt } from '../../bench/world/people.ts';
import { wireItem } from '../../bench/world/wire.ts';
import { Demographics } from '../../schemas/person.ts';
import { PatientId } from '../../schemas/primitives.ts';

describe('the people of the bench', () => {
  const people = Array.from({ length: 20_000 }, (_, index) => personAt(index));

  it('are valid, and always the same', () => {
    for (const person of people.slice(0, 200)) expect(Demographics.safeParse(person).success).toBe(true);
    expect(personAt(7)).toEqual(personAt(7));
    expect(PatientId.safeParse(patientIdAt(123_456)).success).toBe(true);
  });

  it('share a birth date or a name as rarely as real people do', () => {
    const most = (keys: string[]): number =>
      Math.max(...[...Map.groupBy(keys, (key) => key).values()].map((same) => same.length));
    expect(most(people.map(({ birthDate }) => birthDate))).toBeLessThan(10);
    expect(most(people.map(({ name }) => `${name.familyKana} ${name.givenKana}`))).toBeLessThan(10);
  });
});

describe('records on the wire', () => {
  it('are in DynamoDB’s JSON, without absent members', () => {
    expect(
      wireItem({ s: 'x', n: 1, t: true, b: new Uint8Array([1]), l: ['y'], m: { z: null }, gone: undefined }),
    ).toEqual({
      s: { S: 'x' },
      n: { N: '1' },
      t: { BOOL: true },
      b: { B: 'AQ==' },
      l: { L: [{ S: 'y' }] },
      m: { M: { z: { NULL: true } } },
    });
  });
});
