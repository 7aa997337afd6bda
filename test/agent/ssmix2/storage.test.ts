import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Rejection } from '../../../agent/rejection.ts';
import { checkFolder, parseFileName } from '../../../agent/ssmix2/file-name.ts';
import { filesOfPatient, patientFolders, patientPath } from '../../../agent/ssmix2/storage.ts';
import { newFolder, placeOf, put } from '../support/storage.ts';

const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
};
const NAME = '0001234_20240105_OMP-01_000000000000001_20240105101112000_01_1';

describe('walking a storage', () => {
  it('yields patients in order and each with its files, hidden ones left out', async () => {
    const root = newFolder();
    put(placeOf(root, NAME), 'x');
    put(placeOf(root, '0001235_-_ADT-00_1_20240105101112_-_1'), 'x');
    put(join(root, '.DS_Store'), 'x');
    put(join(root, '000/123/0001234/20240105/OMP-01/.swp'), 'x');
    put(join(root, '000/123/0001234/stray.txt'), 'x');
    put(join(root, '000/123/0001234/20240105/stray.txt'), 'x');
    const unreadable: string[] = [];
    const patients = await collect(patientFolders(root, (path) => unreadable.push(path)));
    expect(patients.map(({ patientId }) => patientId)).toEqual(['0001234', '0001235']);
    expect(patients[0]?.path).toBe(patientPath(root, '0001234'));
    const files = await collect(
      filesOfPatient(patients[0] ?? { patientId: '', path: '' }, (path) => unreadable.push(path)),
    );
    expect(files.map(({ fileName, folder }) => [fileName, folder.date, folder.type])).toEqual([
      [NAME, '20240105', 'OMP-01'],
      ['stray.txt', '20240105', ''],
      ['stray.txt', '', ''],
    ]);
    expect(unreadable).toEqual([]);
  });

  it('goes on past a folder that is gone, and says so', async () => {
    const unreadable: string[] = [];
    mkdirSync(join(newFolder(), 'a'));
    expect(
      await collect(
        filesOfPatient({ patientId: '1', path: '/no/such/folder' }, (path, code) => unreadable.push(`${path} ${code}`)),
      ),
    ).toEqual([]);
    expect(unreadable).toEqual(['/no/such/folder ENOENT']);
  });
});

describe('a file name and its folders', () => {
  it('tells which of them disagree', () => {
    const name = parseFileName(NAME);
    expect(() => checkFolder(name, { patientId: '0001234', date: '20240105', type: 'OMP-01' })).not.toThrow();
    expect(() => checkFolder(name, { patientId: '0001235', date: '20240106', type: 'OMP-02' })).toThrow(
      new Rejection('MISFILED_NAME', 'patient, date, type'),
    );
    expect(() =>
      checkFolder(parseFileName('1_-_ADT-61_1_20240105101112_-_1'), { patientId: '1', date: '-', type: 'ADT-61' }),
    ).not.toThrow();
  });

  it('fills timestamps to one length, so that they compare as text', () => {
    const versions = ['20240105101112', '202401051011121', '20240105101112120'].map(
      (stamp) => parseFileName(`1_-_ADT-61_1_${stamp}_-_1`).version,
    );
    expect(versions).toEqual(['20240105101112000', '20240105101112100', '20240105101112120']);
    expect(versions.toSorted()).toEqual(versions);
  });
});
