import { type Desk, obligationView, type Subject, type Verdict } from '../../layers/deed/index.ts';
import { documentNameOf, emsGrantNameOf, obligationNameOf } from '../../layers/store/index.ts';
import type { FulfilmentInput, Obligation, ObligationDuty, ObligationView } from '../../schemas/obligation.ts';
import type { DocumentId, ObligationId } from '../../schemas/primitives.ts';
import { faultOf, notTogether } from './fitness.ts';
import { fulfilmentOf } from './fulfilment.ts';
import { type Owed, owedUnder } from './owed.ts';

type Wanted = {
  ids: ObligationId[];
  input: FulfilmentInput;
  /** Where the fulfilment stands in the request. */
  pointer: string;
  /** Several at once: the one duty that they are. */
  together?: { duty: ObligationDuty };
};

/** Fulfils obligations of the caller's own facility, all or none; another's is not found. */
export const fulfil = async (desk: Desk, wanted: Wanted): Promise<ObligationView[]> => {
  const ids = [...new Set(wanted.ids)];
  const disclosers = ids.flatMap((id) => obligationNameOf(desk.store.seal, id)?.facilityId ?? []);
  const { owed } = await desk.load({ owed: owedUnder(desk.store, ids) }, disclosers);
  const { facilityId } = desk.caller;
  const isOwn =
    owed.obligations.length === ids.length && owed.obligations.every((one) => one.facilityId === facilityId);
  const verdict = await desk.require({
    facts: { obligationIsOwn: isOwn },
    otherwise: 'NOT_FOUND',
    ...(isOwn ? subjectOf(desk, owed, wanted.input) : { request: { count: ids.length } }),
  });
  if (!isOwn || desk.claims.kind !== 'staff') return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return viewsOf(desk, owed.obligations);
  }
  await refuseUnfit(desk, verdict, { wanted, owed });
  const { obligations, writes } = fulfilmentOf(desk.store, owed, {
    input: wanted.input,
    by: desk.claims.staffId,
    at: desk.at,
  });
  await desk.commit(verdict, { writes });
  return viewsOf(desk, obligations);
};

const refuseUnfit = async (
  desk: Desk,
  verdict: Verdict,
  { wanted, owed }: { wanted: Wanted; owed: Owed },
): Promise<void> => {
  const closed = owed.obligations.filter(({ state }) => state !== 'open').map(({ obligationId }) => obligationId);
  if (closed.length > 0) await desk.fail(verdict, 'OBLIGATION_CLOSED', { extra: { closed } });
  const { input, pointer, together } = wanted;
  const duties = [...new Set(owed.obligations.map(({ duty }) => duty))];
  const faults = [
    together && notTogether({ ...together, duties, input }),
    ...duties.map((duty) => faultOf(duty, input, { pointer, now: desk.at, isOwnForm: (id) => isOwnForm(desk, id) })),
  ];
  const fault = faults.find((one) => one !== undefined);
  if (fault) await desk.fail(verdict, fault.code, { errors: fault.errors });
};

/** A consent form that lies at the own facility. Under which patient it cannot tell: the one looked up may not be registered there. */
const isOwnForm = (desk: Desk, documentId: DocumentId): boolean => {
  const form = documentNameOf(desk.store.seal, documentId);
  return form?.facilityId === desk.caller.facilityId && form.contentType === 'consentForm';
};

/** One obligation by its grant; several by what is short in their grants' ids (sealed ids would burst the event). */
const subjectOf = (desk: Desk, { obligations, profiles }: Owed, input: FulfilmentInput): Subject => {
  const patients = [...new Set([...profiles.values()].map(({ linkedPatientId }) => linkedPatientId))];
  const [first, ...others] = obligations;
  const request = {
    kind: input.kind,
    ...('outcome' in input && { outcome: input.outcome }),
    ...(first && { duty: first.duty }),
  };
  const patientId = patients.length === 1 ? patients[0] : undefined;
  if (first && others.length === 0) {
    const { grantId, discloserFacilityId, localId } = first;
    return { patientId, resource: { grantId, facilityId: discloserFacilityId, localId }, request };
  }
  const names = obligations.flatMap(({ grantId }) => emsGrantNameOf(desk.store.seal, grantId) ?? []);
  return {
    patientId,
    request: {
      ...request,
      grants: names.map(({ grant }) => grant),
      records: [...new Set(names.map((name) => `${name.facilityId}/${name.localId}`))],
    },
  };
};

const viewsOf = (desk: Desk, obligations: readonly Obligation[]): ObligationView[] =>
  obligations.map((obligation) => {
    const { discloserFacilityId: discloser } = obligation;
    return obligationView(obligation, {
      now: desk.at,
      discloserName: desk.caller.facilities.get(discloser)?.name ?? discloser,
    });
  });
