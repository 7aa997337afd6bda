import { normaliseBranch, normaliseInsuredText, normaliseInsurerNumber } from '../../layers/names/index.ts';
import { Demographics } from '../../schemas/person.ts';
import type { Field, Message, Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { lineOf, present } from './text.ts';
import { dayOf } from './time.ts';

const SEXES: Readonly<Record<string, Demographics['sex']>> = { M: 'male', F: 'female', O: 'other', A: 'other' };

/** ADT-00 (ADT^A08) → demographics: PID and the first health insurance (IN1). */
export function demographicsOf(message: Message): Demographics {
  const patient = message.first('PID');
  if (patient === undefined) throw new Rejection('NOTHING_IN_IT', 'PID');
  const candidate = present({
    name: nameOf(patient),
    birthDate: dayOf(patient.text(7)),
    sex: SEXES[patient.text(8)] ?? 'unknown',
    phone: phoneOf(patient.repetitions(13)) ?? phoneOf(patient.repetitions(14)),
    ...addressOf(patient.repetitions(11)),
    insurance: insuranceOf(message.all('IN1')),
  });
  const parsed = Demographics.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new Rejection('INCOMPLETE_DEMOGRAPHICS', [...new Set(places)].join(', '));
}

/** PID-5: XPN-8 says how a name is written: I ideographic, P phonetic (kana), A alphabetic. */
function nameOf(patient: Segment): Partial<Demographics['name']> {
  const names = patient.repetitions(5).filter(({ empty }) => !empty);
  const written = (code: string): Field | undefined => names.find((name) => name.text(8) === code);
  const phonetic = written('P');
  const main = written('I') ?? names.find((name) => name.text(8) === '') ?? written('A') ?? phonetic;
  const [family, given] = partsOf(main);
  const [familyKana, givenKana] = partsOf(phonetic ?? (isKana(main) ? main : undefined));
  return present({ family, given, familyKana, givenKana });
}

/** Family and given name; storages that know only one field put both into the first, with a space between. */
function partsOf(name: Field | undefined): [string | undefined, string | undefined] {
  if (name === undefined) return [undefined, undefined];
  const [family, given] = [lineOf(name.text(1)), lineOf(name.text(2))];
  if (given !== undefined || family === undefined) return [family, given];
  const [, first, rest] = /^(\S+)[\s\u3000]+(.+)$/.exec(family) ?? [];
  return first === undefined ? [family, undefined] : [first, lineOf(rest ?? '')];
}

function isKana(name: Field | undefined): boolean {
  return (
    name !== undefined &&
    /^[\p{Script=Katakana}\p{Script=Hiragana}ー\s\u3000\uff61-\uff9f]+$/u.test(`${name.text(1)}${name.text(2)}`)
  );
}

/** XTN-12 holds the number as one text; XTN-1 in older messages; else area code and number. Telephones (PH, CP) only. */
function phoneOf(numbers: Field[]): string | undefined {
  const telephones = numbers.filter((number) => ['', 'PH', 'CP'].includes(number.text(3)));
  const home = telephones.filter((number) => number.text(2) === 'PRN');
  return [...home, ...telephones]
    .map(
      (number) =>
        lineOf(number.text(12)) ??
        lineOf(number.text(1)) ??
        lineOf([number.text(6), number.text(7)].filter(Boolean).join('-')),
    )
    .find((number) => number !== undefined);
}

/** XAD: SS-MIX2 writes the whole address into XAD-8, the postal code into XAD-5; type H is the home. */
function addressOf(addresses: Field[]): { postalCode?: string; address?: string } {
  const home = addresses.find((address) => address.text(7) === 'H') ?? addresses[0];
  if (home === undefined) return {};
  const composed = [home.text(4), home.text(3), home.text(1), home.text(2)].join('');
  return present({ postalCode: lineOf(home.text(5)), address: lineOf(home.text(8)) ?? lineOf(composed) });
}

/** Plan kinds (JHSD0001) of health insurance proper; the others are public expense (公費), which identify no insured person. */
const HEALTH_PLANS = new Set('01 02 03 04 06 07 31 32 33 34 39 60 63 67 72 73 74 75 C0'.split(' '));

/** IN1-3 保険者番号, IN1-10 記号, IN1-11 番号 (with 枝番 as second component of IN1-11 where a system writes one). */
function insuranceOf(plans: Segment[]): Demographics['insurance'] {
  const health = plans.find((plan) => {
    const kind = plan.text(2);
    return (kind === '' || HEALTH_PLANS.has(kind)) && normaliseInsurerNumber(plan.text(3)) !== undefined;
  });
  if (health === undefined) return undefined;
  return present({
    insurer: normaliseInsurerNumber(health.text(3)) ?? '',
    symbol: normaliseInsuredText(health.text(10)),
    number: normaliseInsuredText(health.text(11)),
    branch: normaliseBranch(health.text(11, 2)),
  });
}
