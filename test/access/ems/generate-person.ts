import type { Consent, ConsentScope } from '../../../schemas/consent.ts';
import type { Facility } from '../../../schemas/directory.ts';
import type { ConsentId, FacilityId, LocalId, PatientId, StaffId } from '../../../schemas/primitives.ts';
import { TYPES } from '../generate.ts';
import type { Random } from '../random.ts';
import { before, border } from './instants.ts';
import type { KnownPerson } from './situation.ts';

/** `word`: the instant around which refusals and consents are said; nothing is said after `now`. */
type About = { facility: Facility; localId: LocalId; facilities: Facility[]; word: string; now: string };

export function knownPersonOf(random: Random, about: About): KnownPerson {
  const { facility, localId } = about;
  return {
    facilityId: facility.facilityId,
    localId,
    named: random.chance(0.98),
    ...(random.chance(0.16) && { refusedAt: said(random, about) }),
    ...(random.chance(0.05) && { takenBackAt: said(random, about) }),
    ...(random.chance(0.5) && { consents: consentsOf(random, about) }),
  };
}

function said(random: Random, { word, now }: About): string {
  const at = random.chance(0.6) ? border(random, word) : before(random, word);
  return at > now ? now : at;
}

/** As a patient's consents can stand: one with the whole network in force, or some among named facilities; beside them what is over. */
function consentsOf(random: Random, about: About): Consent[] {
  const names = about.facilities.slice(0, 4).map(({ facilityId }) => facilityId);
  const over = Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, () => {
    const consent = consentOf(random, about, random.chance(0.6) ? whole(random, names) : among(random, names));
    const earlier = { ...consent, recordedAt: before(random, consent.recordedAt) };
    return random.chance(0.4) ? { ...earlier, state: 'replaced' as const } : withdrawn(earlier, consent.recordedAt);
  });
  if (random.chance(0.6)) return [...over, consentOf(random, about, whole(random, names))];
  const individual = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => among(random, names));
  return [...over, ...individual.map((scope) => consentOf(random, about, scope))];
}

const contentsOf = (random: Random) => (random.chance(0.35) ? random.some(TYPES, 0.15) : []);

const whole = (random: Random, names: FacilityId[]): ConsentScope => ({
  kind: 'comprehensive',
  excludedFacilities: random.chance(0.25) ? random.some(names, 0.35) : [],
  excludedContents: contentsOf(random),
});

const among = (random: Random, names: FacilityId[]): ConsentScope => {
  const [one, other] = random.pick([
    [0, 1],
    [0, 2],
    [1, 2],
    [1, 3],
  ] as const);
  return {
    kind: 'individual',
    facilities: names.filter((_name, index) => index === one || index === other || random.chance(0.2)),
    excludedContents: contentsOf(random),
  };
};

const consentOf = (random: Random, about: About, scope: ConsentScope): Consent => ({
  consentId: 'con_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as ConsentId,
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId,
  scope,
  effectiveOn: '2024-01-05',
  consentedBy: { who: 'patient' },
  method: 'written',
  recordedBy: 'test-clinic.clerk' as StaffId,
  recordedAtFacility: 'test-clinic' as FacilityId,
  recordedAt: said(random, about),
  state: 'inForce',
  replaces: [],
  version: 1,
});

const withdrawn = (consent: Consent, at: string): Consent => ({
  ...consent,
  state: 'withdrawn',
  endedAt: at,
  withdrawal: {
    reason: '本人の希望',
    withdrawnBy: { who: 'patient' },
    recordedBy: 'test-clinic.clerk' as StaffId,
    recordedAtFacility: 'test-clinic' as FacilityId,
    recordedAt: at,
  },
});
