import { expect, it } from '@jest/globals';
import { groupsOf } from '../../../web/medication/group-items.ts';

it('drugs of one group stay together, in the order they were written', () => {
  const items = [{ name: 'a', group: '1' }, { name: 'b', group: '2' }, { name: 'c', group: '1' }, { name: 'd' }];
  expect(groupsOf(items).map(({ group, items: own }) => [group, own.map(({ name }) => name)])).toEqual([
    ['1', ['a', 'c']],
    ['2', ['b']],
    [undefined, ['d']],
  ]);
});
