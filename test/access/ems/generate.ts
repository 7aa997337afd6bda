import type { CallerInput } from '../../../layers/rules/index.ts';
import { Consent } from '../../../schemas/consent.ts';
import { Facility, type Opening, type OpeningHours, ROLES, type Role, Staff } from '../../../schemas/directory.ts';
import { DEFAULT_SETTINGS, DisasterRule, NetworkSettings } from '../../../schemas/disaster.ts';
import { EmsGrant, EmsLookup, EmsStatement } from '../../../schemas/ems.ts';
import type { EmsLookupId, StaffId } from '../../../schemas/primitives.ts';
import {
  DEPARTMENTS,
  localIdAt,
  MEMBERS,
  memberOf,
  openingsOf,
  staffCaller,
  systemCaller,
  TYPES,
} from '../generate.ts';
import { identify } from '../oracle.ts';
import { Random } from '../random.ts';
import { grantOf } from './generate-grant.ts';
import { knownPersonOf } from './generate-person.ts';
import { rulesOf } from './generate-rules.ts';
import { statementOf } from './generate-statement.ts';
import { inJapan } from './hours.ts';
import { border, shift } from './instants.ts';
import type { Emergency } from './situation.ts';

/** A Tuesday after a holiday: within hours, at the edges of opening hours and of the day in Japan; a Monday and a Sunday that are holidays, a Saturday. */
const NOWS = [
  '2024-02-13T02:00:00.000Z',
  '2024-02-12T23:29:59.999Z',
  '2024-02-12T23:30:00.000Z',
  '2024-02-13T08:14:59.999Z',
  '2024-02-13T08:15:00.000Z',
  '2024-02-12T14:59:59.999Z',
  '2024-02-12T15:00:00.000Z',
  '2024-02-12T02:00:00.000Z',
  '2024-02-11T02:00:00.000Z',
  '2024-02-10T02:00:00.000Z',
];
const MUNICIPALITIES = ['金沢市', '小松市', '輪島市', '珠洲市'];
const ROLE_NAMES = Object.keys(ROLES) as Role[];
const DAY_HOURS = [{ from: '08:30', to: '17:15' }];

/** One emergency per seed. Most gates are open most of the time, so that each of them decides in many situations. */
export function emergencyOf(seed: number): Emergency {
  const random = new Random(seed);
  const now = random.chance(0.4) ? '2024-02-13T02:00:00.000Z' : random.pick(NOWS);
  const facilities = MEMBERS.map((member, index) => emsFacilityOf(random, member, index));
  const caller = callerOf(random, facilities);
  const home = facilities.find(({ facilityId }) => facilityId === (caller.staff ?? caller.system)?.facilityId);
  const elsewhere = random.pick(facilities.slice(0, 2).filter((facility) => facility !== home));
  const at = (facility: Facility): number => facilities.indexOf(facility);
  const discloser = random.chance(0.08) && home ? home : elsewhere;
  const rules = rulesOf(random, { now, viewer: home ?? elsewhere, discloser });
  const grant = grantOf(random, { now, home: home ?? elsewhere, facilities, rules, discloser, localIdAt });
  const grantAt = facilities.find(({ facilityId }) => facilityId === grant.facilityId) ?? elsewhere;
  const personAt = (facility: Facility, word: string) =>
    knownPersonOf(random, { facility, localId: localIdAt(at(facility)), facilities, word, now });
  return {
    now,
    caller,
    facilities,
    discloser: discloser.facilityId,
    person: random.chance(0.98) ? personAt(discloser, now) : undefined,
    settings: settingsOf(random),
    rules,
    flag: random.chance(0.95) ? 'on' : random.pick(['off', 'unreadable'] as const),
    lookup: {
      lookupId: 'lkp_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as EmsLookupId,
      staffId: caller.staff?.staffId ?? ('ty-hospital.doctor' as StaffId),
      viewerFacilityId: (home ?? elsewhere).facilityId,
      facilityId: discloser.facilityId,
      localId: localIdAt(at(discloser)),
      person: grant.person,
      at: shift(now, -600_000),
      state: random.chance(0.98) ? 'open' : random.pick(['confirmed', 'wrongPatient'] as const),
      expiresAt: random.chance(0.93) ? shift(now, 1_200_000) : border(random, now),
      version: 1,
    },
    statement: statementOf(random, { evacuee: rules.length > 0 ? 0.72 : 0.08 }),
    grant,
    grantPerson: personAt(grantAt, grant.openedAt),
    document: {
      contentType: random.pick(TYPES),
      day: shift(`${inJapan(now).day}T00:00:00.000Z`, -random.pick([0, 1, 2, 3, 4, 9, 10, 11, 60]) * 86_400_000).slice(
        0,
        10,
      ),
      ...(random.chance(0.8) && { department: random.pick(DEPARTMENTS) }),
    },
    matches: facilities
      .slice(0, 4)
      .filter(() => random.chance(0.7))
      .map((facility) => personAt(facility, now)),
    somebody: {
      staffId: random.chance(0.3) && caller.staff ? caller.staff.staffId : ('network-office.other' as StaffId),
      facilityId: random.chance(0.6) && home ? home.facilityId : random.pick(facilities).facilityId,
    },
  };
}

function emsFacilityOf(random: Random, member: (typeof MEMBERS)[number], index: number): Facility {
  const facility = memberOf(random, member, index);
  return {
    ...facility,
    views: facility.views || (member.views && random.chance(0.6)),
    discloses: facility.discloses || (member.discloses && random.chance(0.8)),
    state: random.chance(0.5) ? 'active' : facility.state,
    excludedLocalIds: random.chance(0.3) ? facility.excludedLocalIds : [],
    municipality: random.pick(MUNICIPALITIES),
    publication: {
      ownStaff: [],
      linked: [],
      ...(random.chance(0.985) && { ems: random.chance(0.98) ? emsOpeningsOf(random, 0.7) : [] }),
      ...(random.chance(0.9) && { ownStaffOutside: random.chance(0.95) ? emsOpeningsOf(random, 0.5) : [] }),
    },
    ...(random.chance(0.985) && { openingHours: hoursOf(random) }),
  };
}

/** As the others; some for certain departments alone, and some facilities for one occupation alone. */
function emsOpeningsOf(random: Random, share: number): Opening[] {
  const only = random.chance(0.03) ? random.pick(ROLE_NAMES) : undefined;
  return openingsOf(random, share).map((opening) => ({
    ...opening,
    ...(random.chance(0.2) && { onlyDepartments: [random.pick(DEPARTMENTS)] }),
    ...(only && { onlyRoles: [only] }),
  }));
}

function hoursOf(random: Random): OpeningHours {
  const weekday = random.chance(0.8) ? DAY_HOURS : [{ from: '00:00', to: '24:00' as const }];
  const weekend = random.chance(0.2) ? [{ from: '08:30', to: '12:30' }] : [];
  return {
    weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: weekend, sun: weekend },
    holidays: random.chance(0.7) ? 'closed' : 'asUsual',
    closedDays: random.chance(0.1) ? ['2024-02-13'] : [],
    specialDays: random.chance(0.15)
      ? [
          {
            day: random.pick(['2024-02-12', '2024-02-13']),
            ranges: random.pick([[], [{ from: '09:00', to: '12:00' }]]),
          },
        ]
      : [],
  };
}

function callerOf(random: Random, facilities: Facility[]): CallerInput {
  const role = random.chance(0.8) ? random.pick(['doctor', 'nurse', 'clerk'] as const) : random.pick(ROLE_NAMES);
  const office = facilities[4] as Facility;
  const member = facilities[random.chance(0.93) ? random.below(3) : 3] as Facility;
  const facility = role === 'networkOffice' && random.chance(0.9) ? office : member;
  const read = random.chance(0.98) ? facility : random.pick([undefined, random.pick(facilities)]);
  if (random.chance(0.04)) return systemCaller(random, facility, read);
  const caller = knownCaller(random, () => staffCaller(random, { role, facility, read }));
  if (!caller.staff) return caller;
  const privileges: Staff['privileges'] = random.chance(0.94) ? ['ems'] : [];
  if (random.chance(0.15)) privileges.push('facilityAdmin');
  return { ...caller, staff: { ...caller.staff, privileges } };
}

/** Of three the first that is somebody, mostly. */
function knownCaller(random: Random, make: () => CallerInput): CallerInput {
  const first = make();
  if (random.chance(0.25)) return first;
  return [first, make(), make()].find((caller) => identify({ caller }) !== undefined) ?? first;
}

const settingsOf = (random: Random): NetworkSettings => ({
  ...DEFAULT_SETTINGS,
  ...(random.chance(0.85) && { n5: random.chance(0.7) ? ('allowWithExplanation' as const) : ('refuse' as const) }),
  d3: random.chance(0.5) ? 'afterTheFact' : 'omitted',
});

/** That what is generated could stand in the tables: throws where it is not what the schemas say. */
export function checkEmergency(emergency: Emergency): void {
  const { facilities, caller, rules, grant, lookup, statement, settings, grantPerson, person } = emergency;
  for (const facility of facilities) Facility.parse(facility);
  if (caller.staff) Staff.parse(caller.staff);
  for (const { rule, listedAs } of rules) for (const one of [rule, listedAs ?? rule]) DisasterRule.parse(one);
  EmsGrant.parse(grant);
  EmsLookup.parse(lookup);
  EmsStatement.parse(statement);
  NetworkSettings.parse(settings);
  for (const consent of [...(person?.consents ?? []), ...(grantPerson.consents ?? [])]) Consent.parse(consent);
}
