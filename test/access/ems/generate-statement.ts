import type { EmsStatement } from '../../../schemas/ems.ts';
import type { Random } from '../random.ts';

/** `oral`: how often a consent is. */
type Way = (random: Random, oral: number) => EmsStatement;
const formOf = (random: Random, oral: number) => (random.chance(oral) ? 'oral' : 'written');
const patient: Way = (random, oral) => ({
  consent: { by: 'patient', form: formOf(random, oral) },
  ...(random.chance(0.3) && { patientAble: true }),
});
const family: Way = (random, oral) => ({
  consent: { by: 'family', form: formOf(random, oral) },
  patientAble: random.chance(0.15),
  ...(random.chance(0.4) && { family: 'before' }),
});
const nobody: Way = (random) => ({
  consent: { by: 'unobtainable' },
  ...(random.chance(0.8) && { patientAble: false }),
  family: 'not',
  ...(random.chance(0.6) && { reason: '家族の所在がわからない' }),
});
const familyLater: Way = (random) => ({
  consent: { by: 'unobtainable' },
  patientAble: false,
  family: 'later',
  ...(random.chance(0.7) && { reason: '家族は翌日着く' }),
});
const OTHERWISE: readonly Way[] = [patient, patient, family, family, family, nobody, nobody, nobody, familyLater];
const EVACUEE: readonly Way[] = [
  patient,
  patient,
  family,
  family,
  family,
  nobody,
  nobody,
  ...Array<Way>(3).fill(familyLater),
];

/** One word more, less or other than the line asks for. */
const SLIPS: ((random: Random, said: EmsStatement) => EmsStatement)[] = [
  (_random, { occasion: _occasion, ...rest }) => rest,
  (_random, { consent: _consent, ...rest }) => rest,
  (_random, { patientAble: _able, ...rest }) => rest,
  (_random, { family: _family, ...rest }) => rest,
  (random, said) => ({ ...said, patientAble: random.chance(0.5) }),
  (random, said) => ({ ...said, family: random.pick(['before', 'later', 'not'] as const) }),
  (random, said) => ({ ...said, consent: { by: random.pick(['patient', 'family', 'unobtainable'] as const) } }),
  (random, said) => ({
    ...said,
    consent: { by: random.pick(['patient', 'family', 'unobtainable'] as const), form: formOf(random, 0.5) },
  }),
];

/** What somebody at the terminal states: mostly what a line asks for, sometimes too little, or one thing and its contrary. */
export function statementOf(random: Random, { evacuee }: { evacuee: number }): EmsStatement {
  const isEvacuee = random.chance(evacuee);
  const said: EmsStatement = {
    occasion: isEvacuee ? 'evacuee' : random.pick(['ambulance', 'noReferral'] as const),
    ...random.pick(isEvacuee ? EVACUEE : OTHERWISE)(random, isEvacuee ? 0.6 : 0.35),
    ...(random.chance(0.5) && {
      unavoidable: random.chance(0.5) ? { kind: 'lifeThreat' } : { kind: 'other', words: '意識がなく、一刻を争う' },
    }),
    ...(random.chance(0.35) && { contactAbsent: random.chance(0.7) }),
  };
  return random.chance(0.18) ? random.pick(SLIPS)(random, said) : said;
}
