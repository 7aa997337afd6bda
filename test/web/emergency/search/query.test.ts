import { expect, it } from '@jest/globals';
import { searchEmsCandidates } from '../../../../schemas/operations/ems.ts';
import { EMPTY, queryOf } from '../../../../web/emergency/search/query.ts';

it('asks for what was typed, as it was typed, and for nothing else', () => {
  const query = queryOf({ ...EMPTY, family: 'ｱﾅﾐｽﾞ', given: 'きよし', birthDate: 'S14.1.15', phone: ' ' });
  expect(query).toEqual({ family: 'ｱﾅﾐｽﾞ', given: 'きよし', birthDate: 'S14.1.15' });
  expect(searchEmsCandidates.query.safeParse(query).success).toBe(true);
  expect(queryOf(EMPTY)).toEqual({});
});

it('adds sex and facility only where they were chosen', () => {
  expect(queryOf({ ...EMPTY, birthDate: '1939-01-15', sex: 'male', facilityId: 'ty-hospital' })).toEqual({
    birthDate: '1939-01-15',
    sex: 'male',
    facilityId: 'ty-hospital',
  });
});
