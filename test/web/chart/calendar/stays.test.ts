import { describe, expect, test } from '@jest/globals';
import { type EncounterEvent, lanesOf, type Stay, staysOf } from '../../../../web/chart/calendar/stays.ts';

const known = { from: '2026-01-01', to: '2026-11-23' };
let made = 0;
const event = (day: string, what: EncounterEvent['event'], more: Partial<EncounterEvent> = {}): EncounterEvent => {
  made += 1;
  return { documentId: `doc_${made}`, facilityId: 'ty-hospital', day, event: what, ...more };
};

describe('stays', () => {
  test('go from admission to discharge, both days included', () => {
    const [stay, ...more] = staysOf([event('2026-11-08', 'discharge'), event('2026-11-02', 'admission')], known);
    expect(stay).toMatchObject({ from: '2026-11-02', to: '2026-11-08', beganBefore: false, goesOn: false, away: [] });
    expect(more).toEqual([]);
  });

  test('without a discharge go on to the end of what is known, without an admission begin with it', () => {
    expect(staysOf([event('2026-11-02', 'admission')], known)).toMatchObject([{ to: '2026-11-23', goesOn: true }]);
    expect(staysOf([event('2026-02-03', 'discharge')], known)).toMatchObject([
      { from: '2026-01-01', to: '2026-02-03', beganBefore: true, goesOn: false },
    ]);
  });

  test('an admission during a stay ends the one before, whose discharge was never sent', () => {
    const stays = staysOf([event('2026-03-01', 'admission'), event('2026-05-01', 'admission')], known);
    expect(stays.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-01', '2026-05-01'],
      ['2026-05-01', '2026-11-23'],
    ]);
  });

  test('of two facilities are two, and the hours of one day are kept in order', () => {
    const stays = staysOf(
      [
        event('2026-03-01', 'discharge', { at: '2026-03-01T16:00' }),
        event('2026-03-01', 'admission', { at: '2026-03-01T09:00' }),
        event('2026-03-01', 'admission', { facilityId: 'test-hospital' }),
      ],
      known,
    );
    expect(stays.map(({ facilityId, from, to }) => [facilityId, from, to])).toEqual([
      ['test-hospital', '2026-03-01', '2026-11-23'],
      ['ty-hospital', '2026-03-01', '2026-03-01'],
    ]);
  });

  test('know the whole days spent away, and a leave from which nobody came back', () => {
    const [stay] = staysOf(
      [
        event('2026-03-01', 'admission'),
        event('2026-03-05', 'leave'),
        event('2026-03-08', 'returnFromLeave'),
        event('2026-03-10', 'leave'),
        event('2026-03-11', 'returnFromLeave'),
        event('2026-03-20', 'leave'),
        event('2026-03-23', 'discharge'),
      ],
      known,
    );
    expect(stay?.away).toEqual([
      { from: '2026-03-06', to: '2026-03-07' },
      { from: '2026-03-21', to: '2026-03-22' },
    ]);
  });

  test('have the ward of the last transfer, and name their documents from the admission on', () => {
    const admission = event('2026-03-01', 'admission', { ward: '32' });
    const transfer = event('2026-03-03', 'transfer', { ward: '41' });
    expect(staysOf([admission, transfer], known)).toMatchObject([
      { ward: '41', documents: [admission.documentId, transfer.documentId] },
    ]);
  });
});

describe('lanes', () => {
  const stay = (from: string, to: string): Stay => ({
    facilityId: 'ty-hospital',
    from,
    to,
    beganBefore: false,
    goesOn: false,
    away: [],
    documents: [],
  });

  test('stays that share a day lie one over the other, others in the first free lane', () => {
    const stays = [
      stay('2026-03-01', '2026-03-09'),
      stay('2026-03-09', '2026-03-12'),
      stay('2026-03-10', '2026-03-11'),
      stay('2026-03-13', '2026-03-14'),
    ];
    expect(lanesOf(stays).map(({ lane }) => lane)).toEqual([0, 1, 0, 0]);
  });
});
