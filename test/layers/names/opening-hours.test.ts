import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { addDays, isHoliday, isOpenAt, type OpeningHours } from '../../../layers/names/index.ts';

const DAY_HOURS = [
  { from: '08:30', to: '12:00' },
  { from: '14:00', to: '17:15' },
];
/** Synthetic: Thursdays mornings only, Saturdays until midnight, Sundays closed. */
const CLINIC: OpeningHours = {
  weekly: {
    mon: DAY_HOURS,
    tue: DAY_HOURS,
    wed: DAY_HOURS,
    thu: DAY_HOURS.slice(0, 1),
    fri: DAY_HOURS,
    sat: [{ from: '22:00', to: '24:00' }],
    sun: [],
  },
  holidays: 'closed',
  closedDays: [],
  specialDays: [],
};
const MONDAY = '2026-06-15';
const HOLIDAY_MONDAY = '2026-07-20';

const inJapan = (day: string, time: string): string => new Date(`${day}T${time}+09:00`).toISOString();
const isOpen = (changes: Partial<OpeningHours>, [day, time]: [string, string]): boolean =>
  isOpenAt({ ...CLINIC, ...changes }, inJapan(day, time));

describe('isOpenAt', () => {
  it.each([
    ['08:29:59.999', false],
    ['08:30:00.000', true],
    ['11:59:59.999', true],
    ['12:00:00.000', false],
    ['13:59:59.999', false],
    ['14:00:00.000', true],
    ['17:14:59.999', true],
    ['17:15:00.000', false],
  ])('at %s of a Monday: %s', (time, open) => {
    expect(isOpen({}, [MONDAY, time])).toBe(open);
  });

  it('goes by the weekday in Japan, to the last instant before its midnight', () => {
    const [thursday, saturday, sunday] = ['2026-06-18', '2026-06-20', '2026-06-21'];
    expect(isOpen({}, [thursday, '09:00:00.000'])).toBe(true);
    expect(isOpen({}, [thursday, '15:00:00.000'])).toBe(false);
    expect(isOpen({}, [saturday, '21:59:59.999'])).toBe(false);
    expect(isOpen({}, [saturday, '23:59:59.999'])).toBe(true);
    expect(isOpen({}, [sunday, '00:00:00.000'])).toBe(false);
  });

  it('begins a day at midnight in Japan', () => {
    const weekly = { ...CLINIC.weekly, mon: [{ from: '00:00', to: '24:00' }] };
    expect(isOpenAt({ ...CLINIC, weekly }, '2026-06-14T14:59:59.999Z')).toBe(false);
    expect(isOpenAt({ ...CLINIC, weekly }, '2026-06-14T15:00:00.000Z')).toBe(true);
    expect(isOpenAt({ ...CLINIC, weekly }, '2026-06-15T14:59:59.999Z')).toBe(true);
    expect(isOpenAt({ ...CLINIC, weekly }, '2026-06-15T15:00:00.000Z')).toBe(false);
  });

  it('reads an instant with another offset', () => {
    expect(isOpenAt(CLINIC, `${MONDAY}T08:30:00+09:00`)).toBe(true);
    expect(isOpenAt(CLINIC, `${MONDAY}T08:29:59+09:00`)).toBe(false);
  });

  it('closes on national holidays, unless they are as usual', () => {
    expect(isOpen({}, [HOLIDAY_MONDAY, '09:00'])).toBe(false);
    expect(isOpen({ holidays: 'asUsual' }, [HOLIDAY_MONDAY, '09:00'])).toBe(true);
  });

  it('lets a closed day go before the week and before a holiday that is as usual', () => {
    expect(isOpen({ closedDays: [MONDAY] }, [MONDAY, '09:00'])).toBe(false);
    expect(isOpen({ closedDays: [HOLIDAY_MONDAY], holidays: 'asUsual' }, [HOLIDAY_MONDAY, '09:00'])).toBe(false);
    expect(isOpen({ closedDays: [MONDAY] }, [addDays(MONDAY, 1), '09:00'])).toBe(true);
  });

  it('lets a special day go before everything', () => {
    const open = (day: string): OpeningHours['specialDays'] => [{ day, ranges: [{ from: '10:00', to: '11:00' }] }];
    expect(isOpen({ specialDays: open(HOLIDAY_MONDAY) }, [HOLIDAY_MONDAY, '10:00'])).toBe(true);
    expect(isOpen({ specialDays: open(MONDAY), closedDays: [MONDAY] }, [MONDAY, '10:59:59.999'])).toBe(true);
    expect(isOpen({ specialDays: open(MONDAY) }, [MONDAY, '09:00'])).toBe(false);
    expect(isOpen({ specialDays: [{ day: MONDAY, ranges: [] }] }, [MONDAY, '09:00'])).toBe(false);
  });

  it('refuses what is no instant', () => {
    expect(() => isOpenAt(CLINIC, '2026-06-15')).toThrow(RangeError);
  });
});

/** As the Cabinet Office lists them (国民の祝日について), month and day. */
const HOLIDAYS: Record<string, string> = {
  2019: '0101 0114 0211 0321 0429 0430 0501 0502 0503 0504 0505 0506 0715 0811 0812 0916 0923 1014 1022 1103 1104 1123',
  2020: '0101 0113 0211 0223 0224 0320 0429 0503 0504 0505 0506 0723 0724 0810 0921 0922 1103 1123',
  2021: '0101 0111 0211 0223 0320 0429 0503 0504 0505 0722 0723 0808 0809 0920 0923 1103 1123',
  2022: '0101 0110 0211 0223 0321 0429 0503 0504 0505 0718 0811 0919 0923 1010 1103 1123',
  2023: '0101 0102 0109 0211 0223 0321 0429 0503 0504 0505 0717 0811 0918 0923 1009 1103 1123',
  2024: '0101 0108 0211 0212 0223 0320 0429 0503 0504 0505 0506 0715 0811 0812 0916 0922 0923 1014 1103 1104 1123',
  2025: '0101 0113 0211 0223 0224 0320 0429 0503 0504 0505 0506 0721 0811 0915 0923 1013 1103 1123 1124',
  2026: '0101 0112 0211 0223 0320 0429 0503 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123',
  2027: '0101 0111 0211 0223 0321 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123',
};

const daysOf = (year: string): string[] =>
  Array.from({ length: 366 }, (_, count) => addDays(`${year}-01-01`, count)).filter((day) => day.startsWith(year));

describe('isHoliday', () => {
  it.each(Object.keys(HOLIDAYS))('knows the holidays of %s, and no others', (year) => {
    const found = daysOf(year).filter(isHoliday);
    expect(found.map((day) => day.slice(5).replace('-', '')).join(' ')).toBe(HOLIDAYS[year]);
  });

  it('refuses what is no day', () => {
    expect(() => isHoliday('2026-02-29')).toThrow(RangeError);
  });
});

describe('the package of holidays', () => {
  const module = resolve('layers/names/opening-hours.ts');
  const inProcess = (source: string, zone: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', source], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });

  it('says the same in every zone: where summer time ends at Japan’s midnight, and on both sides of the date line', () => {
    const source = `
      import { isHoliday } from ${JSON.stringify(module)};
      const day = (count) => new Date(Date.UTC(2008, 0, 1) + count * 86_400_000).toISOString().slice(0, 10);
      console.log(Array.from({ length: 60 * 365 }, (_, count) => day(count)).filter(isHoliday).join(' '));`;
    const zones = [
      'Asia/Tokyo',
      'UTC',
      'Australia/Lord_Howe',
      'America/New_York',
      'Pacific/Kiritimati',
      'Asia/Baghdad',
    ];
    const answers = new Set(zones.map((zone) => inProcess(source, zone)));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('2032-09-21');
  });

  it('leaves Date and the global object as they were', () => {
    const source = `
      const names = () => [globalThis, Date, Date.prototype].map((owner) => Reflect.ownKeys(owner).map(String).sort().join());
      const before = names().join();
      await import(${JSON.stringify(module)});
      console.log(before === names().join());`;
    expect(inProcess(source, 'UTC').trim()).toBe('true');
  });
});
