import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf } from '../support/normalised.ts';

const visit = (fields: Record<number, string>): string =>
  ['PV1', ...Array.from({ length: 45 }, (_, index) => fields[index + 1] ?? '')].join('|');
const WARD = { 2: 'I', 3: '32^305^1^^^N', 7: '220^医師^一郎^^^^^^^L^^^^^I', 10: '10' };

describe('ADT-12 to ADT-52, encounters', () => {
  const cases: [string, string, string, string, boolean, string][] = [
    ['ADT-01', 'ADT^A54^ADT_A54', 'doctorChange', '担当医変更 32病棟', false, '2024-01-05T20:00'],
    ['ADT-12', 'ADT^A04^ADT_A01', 'outpatientReception', '外来受付 32病棟', false, '2024-01-05T09:00'],
    ['ADT-21', 'ADT^A14^ADT_A05', 'admission', '入院予定 32病棟', true, '2024-01-10'],
    ['ADT-22', 'ADT^A01^ADT_A01', 'admission', '入院 32病棟', false, '2024-01-05T09:00'],
    ['ADT-31', 'ADT^A21^ADT_A21', 'leave', '外出泊 32病棟', false, '2024-01-05T20:00'],
    ['ADT-32', 'ADT^A22^ADT_A21', 'returnFromLeave', '外出泊から帰院 32病棟', false, '2024-01-05T20:00'],
    ['ADT-41', 'ADT^A15^ADT_A15', 'transfer', '転科・転棟予定 32病棟', true, '2024-01-11T10:00'],
    ['ADT-42', 'ADT^A02^ADT_A02', 'transfer', '転科・転棟 32病棟', false, '2024-01-05T20:00'],
    ['ADT-51', 'ADT^A16^ADT_A16', 'discharge', '退院予定 32病棟', true, '2024-01-20'],
    ['ADT-52', 'ADT^A03^ADT_A03', 'discharge', '退院 32病棟', false, '2024-01-06T12:00'],
  ];

  it.each(cases)('%s becomes %s', (type, messageType, event, title, planned, at) => {
    const segments = [
      'EVN||202401052100|202401111000|||202401052000|SEND001',
      visit({ ...WARD, 44: '202401050900', 45: '202401061200' }),
      ['PV2', ...Array.from({ length: 9 }, (_, index) => ({ 8: '20240110', 9: '20240120' })[index + 1] ?? '')].join(
        '|',
      ),
    ];
    const [document, ...others] = documentsOf({ type }, { type: messageType, segments });
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      contentType: 'encounter',
      stage: planned ? 'order' : 'done',
      title,
      department: '外科',
    });
    expect(contentOf(document, 'encounter')).toMatchObject({
      event,
      planned,
      at,
      ward: '32',
      room: '305',
      bed: '1',
      department: '外科',
      doctors: ['医師 一郎'],
    });
  });

  it('calls a clinic no ward, and takes the department from the file name where the message is silent', () => {
    const [document] = documentsOf(
      { type: 'ADT-12', department: '09' },
      { type: 'ADT^A04^ADT_A01', segments: ['EVN||20240105', visit({ 2: 'O', 3: '01^^^^^C' })] },
    );
    expect(document).toMatchObject({ title: '外来受付 小児科', department: '小児科' });
    expect(contentOf(document, 'encounter').ward).toBeUndefined();
  });
});
