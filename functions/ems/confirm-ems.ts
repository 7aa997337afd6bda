import { type Desk, deed, disasterInForce, obligationView, type Verdict } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import { ANOTHER_PERSON, emsFacts } from '../../layers/rules/index.ts';
import {
  type EmsGrantRecord,
  emsGrantWrites,
  emsLookupOf,
  emsLookupWrite,
  emsMarkWrite,
  networkSettings,
  obligationWrites,
} from '../../layers/store/index.ts';
import type { DrillReport, EmsStatement } from '../../schemas/ems.ts';
import type { AnswerOf } from '../../schemas/operation.ts';
import { confirmEms as operation } from '../../schemas/operations/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { EmsLookupId } from '../../schemas/primitives.ts';
import { drillReport } from './drill.ts';
import { isOver, type Look, readAgain, subjectOf, whyOver } from './look.ts';
import { missingOf } from './missing.ts';
import { newGrant } from './new-grant.ts';
import { decideEms, staffIdOf } from './place.ts';
import { shownGrant } from './shown-grant.ts';

/**
 * 本人確認 and the last button: the record opens as the rules permit (EMS-E0, -N1 to -N5, -D1 to -D4), or the look-up is called off (EMS-WRONG). 3 calls:
 * whose record it is, the look-up alone knows.
 */
export const confirmEms = deed(operation, async ({ params, body }, desk) => {
  const { lookup, settings, disaster } = await desk.load({
    lookup: emsLookupOf(desk.store, staffIdOf(desk), params.lookupId),
    settings: networkSettings(desk.store),
    disaster: disasterInForce(desk),
  });
  if (!lookup) return notFound(desk, params.lookupId);
  const look = await readAgain(desk, { lookup, settings, disaster });
  if (body.person === 'wrong') return anotherPerson(desk, look);
  const { person: _, ...stated } = body;
  const occasion = stated.occasion ?? lookup.occasion;
  return thisPerson(desk, look, { ...stated, ...(occasion && { occasion }) });
});

/** Nobody is confirmed: what no rule permits. */
const NOBODY = { personConfirmed: false };

const notFound = async (desk: Desk, lookupId: EmsLookupId): Promise<never> => {
  const verdict = await desk.require({ facts: NOBODY, otherwise: 'NOT_FOUND', resource: { lookupId } });
  return desk.fail(verdict, 'NOT_FOUND');
};

const anotherPerson = async (desk: Desk, look: Look) => {
  const { lookup } = look;
  const verdict = await desk.require({
    facts: ANOTHER_PERSON,
    otherwise: 'NOT_FOUND',
    ...subjectOf(look),
    request: { person: 'wrong' },
    from: [lookup.lookupId],
  });
  const reply = { status: 200, body: { obligations: [] } };
  if (desk.prior && lookup.state === 'wrongPatient') {
    await desk.record(verdict, { request: { repeated: true } });
    return reply;
  }
  if (isOver(lookup, desk.at)) return desk.fail(verdict, 'EMS_LOOKUP_OVER');
  await desk.commit(verdict, {
    writes: [emsLookupWrite({ ...lookup, state: 'wrongPatient', version: lookup.version + 1 })],
    result: { lookupId: lookup.lookupId },
  });
  return reply;
};

const thisPerson = async (desk: Desk, look: Look, statement: EmsStatement) => {
  const { lookup, place, drill, record, opened } = look;
  const asked = { caller: desk.caller.facts, place, drill, statement };
  const report = drill && drillReport({ ...asked, drill, todayJst: desk.today });
  const facts = record ? emsFacts({ ...place, statement, personConfirmed: true }) : NOBODY;
  const over = whyOver(desk, look, facts);
  const isRefused = decideEms(asked).decision === 'refuse';
  const { code, detail } = over || !isRefused ? { code: over, detail: {} } : missingOf(asked, report);
  const question = desk.require({
    facts,
    otherwise: code ?? 'NOT_FOUND',
    detail,
    ...subjectOf(look),
    request: { ...codesOf(statement), ...(report && drillCodes(report)) },
    from: [lookup.lookupId, ...(place.disaster ? [place.disaster.ruleId] : [])],
  });
  if (!over && isRefused && report?.wouldAllow) {
    await refusedInEarnest(question);
    return { status: 200, body: { obligations: [], drill: report } };
  }
  const verdict = await question;
  if (over || !record) return desk.fail(verdict, over ?? 'NOT_FOUND');
  if (!opened) return open(desk, verdict, { look: { ...look, record }, statement, report });
  await desk.record(verdict, { resource: { grantId: opened.grant.grantId }, request: { repeated: true } });
  return { body: answerOf(desk, { look, opened, report }) };
};

/** A drill goes on past the refusal, which is audited like any other; whatever else refuses (a session, a privilege) ends it. */
const refusedInEarnest = async (question: Promise<Verdict>): Promise<void> => {
  await question.catch((error: unknown) => {
    const lacksRule = error instanceof ProblemError && ['EMS_FACTS_NEEDED', 'EMS_NOT_PERMITTED'].includes(error.code);
    if (!lacksRule) throw error;
  });
};

const drillCodes = ({ ruleId, wouldAllow }: DrillReport) => ({
  drill: ruleId,
  drillWould: wouldAllow ? 'allow' : 'refuse',
});

/** What was stated, for the audit: codes only, no words. */
const codesOf = ({ occasion, consent, patientAble, family, unavoidable, contactAbsent, inpatient }: EmsStatement) => ({
  ...(occasion && { occasion }),
  ...(consent && { consent: consent.by }),
  ...(consent?.form && { form: consent.form }),
  ...(patientAble !== undefined && { patientAble }),
  ...(family && { family }),
  ...(unavoidable && { unavoidable: unavoidable.kind }),
  ...(contactAbsent !== undefined && { contactAbsent }),
  ...(inpatient !== undefined && { inpatient }),
});

type Opening = {
  look: Look & { record: FacilityPatient };
  statement: EmsStatement;
  report: DrillReport | undefined;
};

/** The profile is turned even where nothing is owed, so that no access passes a refusal of the same moment. */
const open = async (desk: Desk, verdict: Verdict, { look, statement, report }: Opening) => {
  const { lookup, record, remote, settings, place } = look;
  const { grant, obligations } = newGrant(desk, verdict, {
    lookup,
    statement,
    remote,
    settings,
    disaster: place.disaster,
  });
  const { grantId, disasterRuleId } = grant;
  await desk.commit(verdict, {
    writes: [
      emsLookupWrite({ ...lookup, state: 'confirmed', grantId, version: lookup.version + 1 }),
      ...emsGrantWrites(desk.store, grant),
      ...obligations.flatMap((obligation) => obligationWrites(desk.store, obligation, undefined)),
      emsMarkWrite(record, { by: grant.openObligations > 0 ? 1 : 0 }),
    ],
    result: { grantId },
    subject: { resource: { grantId, ...(disasterRuleId && { disasterRuleId }) } },
  });
  return { body: answerOf(desk, { look, opened: { grant, obligations }, report }) };
};

const answerOf = (
  desk: Desk,
  made: { look: Look; opened: Omit<EmsGrantRecord, 'messages'>; report: DrillReport | undefined },
): AnswerOf<typeof operation> => {
  const { look, opened, report } = made;
  const facilityName = look.facility?.name ?? '';
  return {
    grant: shownGrant(opened.grant, {
      now: desk.at,
      rules: look.disaster.real,
      profile: look.record,
      otherName: facilityName,
    }),
    obligations: opened.obligations.map((obligation) =>
      obligationView(obligation, { now: desk.at, discloserName: facilityName }),
    ),
    ...(report && { drill: report }),
  };
};
