import { isOpenAt, jstDayOf } from '../../../layers/names/index.ts';
import {
  ANOTHER_PERSON,
  callerFacts,
  type Decision,
  type Duty,
  decide,
  decideLook,
  disasterRuleHash,
  type EmsSituation,
  emsAudience,
  emsFacts,
  type Facts,
  type FlagState,
  grantDiscloserFacts,
  grantFacts,
  type InForce,
  isPublished,
  type Rule,
  ruleBetween,
  rulesInForce,
} from '../../../layers/rules/index.ts';
import type { Act } from '../../../schemas/acts.ts';
import type { Facility } from '../../../schemas/directory.ts';
import { ObligationDuty } from '../../../schemas/obligation.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { Deeds } from './deeds.ts';
import { recordOf } from './record.ts';
import type { Emergency, EmsAbility, EmsVerdict, Line } from './situation.ts';
import { LINES } from './situation.ts';

type Asked = {
  emergency: Emergency;
  deeds: Deeds;
  caller: Facts;
  home: FacilityId;
  inForce: InForce;
  told: <T extends Decision>(decision: T) => T;
};

/** What the rules say, asked as the deeds ask them: records → facts → decision. `because` collects every rule id that was given. */
export function emsByRules(
  { emergency, deeds }: Pick<Asked, 'emergency' | 'deeds'>,
  because: (ids: Rule['id'][]) => void,
): EmsVerdict {
  const { caller, rules, now } = emergency;
  const asked: Asked = {
    emergency,
    deeds,
    caller: callerFacts(caller),
    home: (caller.staff ?? caller.system)?.facilityId ?? ('nowhere' as FacilityId),
    inForce: rulesInForce({ rules: rules.map(({ rule }) => rule), flag: flagOf(emergency), now }),
    told: (decision) => {
      because(decision.because);
      return decision;
    },
  };
  const place = placeOf(asked);
  return {
    looksUp: looksUp(asked, place),
    callsOff: callsOff(asked),
    confirms: confirms(asked, place),
    sees: sees(asked),
    opensDocument: opensDocument(asked),
    shown: shown(asked),
    may: abilities(asked),
  };
}

function flagOf({ flag, rules }: Emergency): FlagState {
  if (flag !== 'on') return { state: flag };
  const entries = rules.flatMap(({ listedAs }) =>
    listedAs ? [{ ruleId: listedAs.ruleId, hash: disasterRuleHash(listedAs) }] : [],
  );
  return { state: 'on', entries };
}

const facilityOf = ({ facilities }: Emergency, facilityId: FacilityId): Facility | undefined =>
  facilities.find((facility) => facility.facilityId === facilityId);

type Place = Omit<EmsSituation, 'statement' | 'personConfirmed'>;

function placeOf({ emergency, home, inForce }: Asked): Place {
  const { now, caller, person, settings } = emergency;
  const discloser = facilityOf(emergency, emergency.discloser);
  const pair =
    caller.facility && discloser && discloser.facilityId !== home ? { viewer: caller.facility, discloser } : undefined;
  return {
    discloser,
    viewer: { facilityId: home, role: caller.staff?.role },
    record: person && recordOf(emergency, person),
    settings,
    disaster: pair && ruleBetween(inForce.real, pair),
    inHours: pair?.discloser.openingHours && isOpenAt(pair.discloser.openingHours, now),
  };
}

/** The deed goes on only where there is somebody to confirm, at a facility that opens something to the caller. */
const isThere = ({ emergency }: Asked, facts: Facts): boolean =>
  emergency.person?.named === true && facts.openedForEms === true;

function looksUp(asked: Asked, place: Place): boolean {
  const facts = { ...asked.caller, ...emsFacts({ ...place, statement: {}, personConfirmed: false }) };
  return asked.told(decide({ act: 'ems.lookup', facts })).decision === 'allow' && isThere(asked, facts);
}

const callsOff = (asked: Asked): boolean =>
  asked.told(decide({ act: 'ems.confirm', facts: { ...asked.caller, ...ANOTHER_PERSON } })).decision === 'allow' &&
  !asked.deeds.isOver;

function confirms(asked: Asked, place: Place): EmsVerdict['confirms'] {
  const { statement } = asked.emergency;
  const facts = { ...asked.caller, ...emsFacts({ ...place, statement, personConfirmed: true }) };
  const { decision, because, owes } = asked.told(decide({ act: 'ems.confirm', facts }));
  if (decision === 'refuse' || !isThere(asked, facts) || asked.deeds.isOver) return undefined;
  return { line: lineOf(because), owes: owes.map(obligationOf).sort() };
}

/** A line may stand in several rows (oral, written): N2, N2W. */
function lineOf(because: Rule['id'][]): Line {
  const lines = new Set(LINES.filter((line) => because.some((id) => id.startsWith(`EMS-${line}`))));
  const [line] = lines;
  if (line === undefined || lines.size > 1) throw new Error(`one line of the table permits: ${because.join(' ')}`);
  return line;
}

const obligationOf = (duty: Duty): ObligationDuty => ObligationDuty.parse(duty);

const factsOfGrant = ({ emergency, home, inForce }: Asked): Facts => {
  const { grant, grantPerson, now } = emergency;
  return grantFacts({ grant, viewer: home, record: recordOf(emergency, grantPerson), rules: inForce.real, now });
};

function discloserOf({ emergency }: Asked, document?: Emergency['document']) {
  const { grant, grantPerson, caller, now } = emergency;
  return grantDiscloserFacts({
    grant,
    facility: facilityOf(emergency, grant.facilityId),
    record: recordOf(emergency, grantPerson),
    role: caller.staff?.role,
    todayJst: jstDayOf(now),
    ...(document && { document }),
  });
}

function sees(asked: Asked): EmsVerdict['sees'] {
  const facts = { ...asked.caller, ...factsOfGrant(asked) };
  const look = asked.told(decideLook({ act: 'ems.timeline', facts, disclosers: [discloserOf(asked)] }));
  if (look.decision === 'refuse') return undefined;
  return [...(look.opened.get(asked.emergency.grant.facilityId) ?? [])].sort();
}

function opensDocument(asked: Asked): boolean {
  const { document } = asked.emergency;
  const facts = { ...asked.caller, ...factsOfGrant(asked), withinEmsWindow: true };
  const look = (act: 'ems.document' | 'ems.content', within: boolean) =>
    asked.told(
      decideLook({
        act,
        facts: { ...facts, withinEmsWindow: within },
        disclosers: [discloserOf(asked, document)],
        wanted: document.contentType,
      }),
    ).decision === 'allow';
  if (look('ems.document', false)) throw new Error('nothing beyond the window opens');
  const opens = look('ems.document', true);
  if (look('ems.content', true) !== opens) throw new Error('a document and its content are open or closed together');
  if (isAmongMany(asked) !== opens) throw new Error('a document is open among many exactly where it is open by itself');
  return opens;
}

/** As the timeline and the contents of many documents find it: by the type that the look opened, and then by its own department and day. */
function isAmongMany(asked: Asked): boolean {
  const { document, grant, caller, now } = asked.emergency;
  const policy = facilityOf(asked.emergency, grant.facilityId)?.publication;
  const question = {
    policy,
    audience: emsAudience(grant),
    role: caller.staff?.role,
    todayJst: jstDayOf(now),
    document,
  };
  return sees(asked)?.includes(document.contentType) === true && isPublished(question);
}

/** Nobody is found where the search itself is refused. */
const shown = ({ caller, deeds, told }: Asked): FacilityId[] =>
  told(decide({ act: 'ems.search', facts: caller })).decision === 'refuse' ? [] : deeds.found;

function abilities(asked: Asked): Record<EmsAbility, boolean> {
  const { caller, home, emergency } = asked;
  const { somebody } = emergency;
  const may = (act: Act, facts: Facts = {}) =>
    asked.told(decide({ act, facts: { ...caller, ...facts } })).decision === 'allow';
  const grant = factsOfGrant(asked);
  const facilityIsOwn = somebody.facilityId === home;
  const declaredByCaller = somebody.staffId === emergency.caller.staff?.staffId;
  return {
    search: may('ems.search'),
    listGrants: may('ems.list'),
    readGrant: may('ems.read', grant),
    extend: may('ems.extend', grant),
    close: may('ems.close', grant),
    readUses: may('ems.uses', grant),
    message: may('ems.message', grant),
    listObligations: may('obligation.list'),
    fulfil: may('obligation.fulfil', { obligationIsOwn: facilityIsOwn }),
    listRules: may('disaster.list'),
    declareRule: may('disaster.declare'),
    approveRule: may('disaster.approve', { declaredByCaller }),
    extendRule: may('disaster.extend'),
    endRule: may('disaster.end'),
    readSettings: may('settings.read'),
    putSettings: may('settings.put'),
    putPolicy: may('emsPolicy.put', { facilityIsOwn }),
    previewPolicy: may('emsPolicy.preview', { facilityIsOwn }),
    previewRecords: may('emsPolicy.previewRecords', { facilityIsOwn }),
  };
}
