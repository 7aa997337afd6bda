import {
  callerFacts,
  type Decision,
  type DiscloserFacts,
  decide,
  decideLook,
  discloserFacts,
  type Facts,
  isPublished,
  leftOutFacts,
  patientFacts,
  type Rule,
  sendingFacts,
} from '../../layers/rules/index.ts';
import type { Act } from '../../schemas/acts.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import type { Ability, Situation, Verdict } from './situation.ts';

/** What the rules say, asked as the deeds ask them: records → facts → decision. `because` collects every rule id that was given. */
export function verdictByRules(situation: Situation, because: (ids: Rule['id'][]) => void): Verdict {
  const { caller, links, consents, today, document } = situation;
  const viewer = { facilityId: homeOf(situation), role: caller.staff?.role };
  const facts: Facts = {
    ...callerFacts(caller),
    ...patientFacts({ patient: situation.patient, links, viewer: viewer.facilityId }),
    ...leftOutFacts({ consents, viewer: viewer.facilityId }),
  };
  const facilityOf = (facilityId: FacilityId) =>
    situation.facilities.find((facility) => facility.facilityId === facilityId);
  const at = (facilityId: FacilityId, one?: Situation['document']): DiscloserFacts =>
    discloserFacts({
      facilityId,
      facility: facilityOf(facilityId),
      links,
      consents,
      viewer,
      todayJst: today,
      ...(one && { document: one }),
    });
  const told = <T extends Decision>(decision: T): T => {
    because(decision.because);
    return decision;
  };
  const everywhere = situation.facilities.map((facility) => at(facility.facilityId));
  const timeline = told(decideLook({ act: 'look.timeline', facts, disclosers: everywhere }));
  const refresh = told(decideLook({ act: 'patient.refresh', facts, disclosers: everywhere }));
  const look = (act: 'look.document' | 'look.content') =>
    told(decideLook({ act, facts, disclosers: [at(document.facilityId, document)], wanted: document.contentType }))
      .decision === 'allow';
  const opensDocument = look('look.document');
  if (look('look.content') !== opensDocument) throw new Error('a document and its content are open or closed together');
  if (isAmongMany(situation, timeline.opened) !== opensDocument)
    throw new Error('a document is open among many exactly where it is open by itself');
  return {
    sees:
      timeline.decision === 'allow'
        ? Object.fromEntries([...timeline.opened].map(([facility, types]) => [facility, [...types].sort()]))
        : undefined,
    opensDocument,
    refreshes: [...refresh.opened].filter(([, types]) => types.size > 0).map(([facility]) => facility),
    may: abilities(situation, (act, more) => told(decide({ act, facts: { ...facts, ...more } })).decision === 'allow'),
  };
}

/** As the calendar and the contents of many documents find it: by the type that the look opened, and then by its own department and day. */
const isAmongMany = (situation: Situation, opened: ReadonlyMap<FacilityId, ReadonlySet<ContentType>>): boolean => {
  const { document, facilities, caller, today } = situation;
  const { facilityId, contentType } = document;
  const holder = facilities.find((facility) => facility.facilityId === facilityId);
  const audience = facilityId === homeOf(situation) ? 'ownStaff' : 'linked';
  const asked = { policy: holder?.publication, audience, role: caller.staff?.role, todayJst: today, document } as const;
  return opened.get(facilityId)?.has(contentType) === true && isPublished(asked);
};

const homeOf = ({ caller }: Situation): FacilityId =>
  (caller.staff ?? caller.system)?.facilityId ?? ('nowhere' as FacilityId);

function abilities(situation: Situation, may: (act: Act, more?: Facts) => boolean): Record<Ability, boolean> {
  const { auditedStaff, caller, issuer, document } = situation;
  const home = homeOf(situation);
  const localIdIsOwn = issuer === home;
  const sent = { ...sending(situation, home), ownRecord: localIdIsOwn };
  const ownDocument = { ownRecord: document.facilityId === home };
  return {
    readProfile: may('profile.read'),
    readDirectory: may('directory.read'),
    endSession: may('session.end'),
    register: may('patient.register'),
    search: may('patient.search'),
    readPatient: may('patient.read'),
    updatePatient: may('patient.update'),
    merge: may('patient.merge'),
    putLink: may('link.put', { localIdIsOwn }),
    endLink: may('link.end', { localIdIsOwn }),
    confirmLink: may('link.confirm', { localIdIsOwn }),
    listLinks: may('link.list'),
    grantConsent: may('consent.grant'),
    readConsents: may('consent.read'),
    withdrawConsent: may('consent.withdraw'),
    announce: may('document.announce', sent),
    ingest: may('document.ingest', sent),
    complete: may('document.complete', ownDocument),
    markInError: may('document.markInError', ownDocument),
    sendDemographics: may('demographics.put', sent),
    pollRequests: bothOrNone(may('demographics.list'), may('refresh.list')),
    answerRequest: may('refresh.complete', sent),
    auditPatient: may('audit.read', { asksAboutPatient: true, asksAboutSelf: false, asksAboutOwnStaff: false }),
    auditStaff: may('audit.read', {
      asksAboutPatient: false,
      asksAboutSelf: auditedStaff.staffId === caller.staff?.staffId,
      asksAboutOwnStaff: auditedStaff.facilityId === home,
    }),
  };
}

function sending({ caller, links, localId }: Situation, home: FacilityId): Facts {
  const link = links.find((one) => one.facilityId === home && one.state === 'verified');
  const facilityPatient = link && { facilityId: home, localId, linkedPatientId: link.patientId };
  return sendingFacts({ facility: caller.facility, localId, facilityPatient });
}

function bothOrNone(one: boolean, other: boolean): boolean {
  if (one !== other) throw new Error('the two lists of a system are open or closed together');
  return one;
}
