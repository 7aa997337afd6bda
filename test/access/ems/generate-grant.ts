import type { Facility } from '../../../schemas/directory.ts';
import type { EmsGrant, EmsStatement } from '../../../schemas/ems.ts';
import type { DisasterRuleId, EmsGrantId, LocalId, StaffId } from '../../../schemas/primitives.ts';
import type { Random } from '../random.ts';
import { after, border, shift } from './instants.ts';
import type { DeclaredRule } from './situation.ts';

type About = {
  now: string;
  /** The caller's facility. */
  home: Facility;
  facilities: Facility[];
  rules: DeclaredRule[];
  discloser: Facility;
  localIdAt: (index: number) => LocalId;
};
const FOREIGN_RULE = 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGK8' as DisasterRuleId;

/** An access opened some time ago: of own records from outside, in peacetime with or without a consent, or for an evacuee. */
export function grantOf(random: Random, about: About): EmsGrant {
  const { now, facilities, localIdAt } = about;
  const openedAt = shift(now, -random.pick([60_000, 3_600_000, 86_400_000, 3 * 86_400_000]));
  const kind = random.pick(['remote', 'asked', 'asked', 'asked', 'unasked', 'evacuee', 'evacuee', 'evacuee'] as const);
  const viewer = random.chance(0.92) ? about.home : random.pick(facilities);
  const discloser = kind === 'remote' ? viewer : awayFrom(random, viewer, about);
  return {
    grantId: `grt_${'a'.repeat(44)}` as EmsGrantId,
    facilityId: discloser.facilityId,
    localId: localIdAt(facilities.indexOf(discloser)),
    viewerFacilityId: viewer.facilityId,
    person: {
      name: { family: '試験', given: '花子', familyKana: 'シケン', givenKana: 'ハナコ' },
      birthDate: '1937-03-04',
      sex: 'female',
    },
    remote: kind === 'remote',
    statement: statedFor(random, kind),
    because: [],
    owes: [],
    ...(kind === 'evacuee' && { disasterRuleId: about.rules[0]?.rule.ruleId ?? FOREIGN_RULE }),
    openedBy: `${viewer.facilityId}.doctor` as StaffId,
    openedAt,
    until: random.chance(0.75) ? after(random, now) : border(random, now),
    windowFrom: '2024-01-10',
    state: random.chance(0.9) ? 'live' : random.pick(['closed', 'wrongPatient', 'refused', 'linked'] as const),
    extensions: [],
    openObligations: 0,
    messages: 0,
    version: 1,
  };
}

/** Somebody else's record: mostly of the facility whose record is wanted now. */
function awayFrom(random: Random, viewer: Facility, { discloser, facilities }: About): Facility {
  if (discloser !== viewer && random.chance(0.8)) return discloser;
  return random.pick(facilities.slice(0, 4).filter((facility) => facility !== viewer));
}

function statedFor(random: Random, kind: 'remote' | 'asked' | 'unasked' | 'evacuee'): EmsStatement {
  if (kind === 'remote') return {};
  const occasion = kind === 'evacuee' ? 'evacuee' : random.pick(['ambulance', 'noReferral'] as const);
  if (kind === 'unasked' || (kind === 'evacuee' && random.chance(0.3)))
    return { occasion, consent: { by: 'unobtainable' }, patientAble: false, family: 'not', reason: '意識不明' };
  const by = random.chance(0.6) ? 'patient' : 'family';
  return { occasion, consent: { by, form: 'written' }, patientAble: by === 'patient' };
}
