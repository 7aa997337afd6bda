import type { grantConsent } from '../../../functions/consent/grant-consent.ts';
import type { withdrawConsent } from '../../../functions/consent/withdraw-consent.ts';
import type { searchEmsCandidates } from '../../../functions/ems/search-ems-candidates.ts';
import type { deleteLink } from '../../../functions/registration/delete-link.ts';
import type { putLink } from '../../../functions/registration/put-link.ts';
import type { registerPatient } from '../../../functions/registration/register-patient.ts';
import type { readEmsTimeline } from '../../../functions/timeline/read-ems-timeline.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import type { RequestOf } from '../../../schemas/operation.ts';
import type { Demographics } from '../../../schemas/person.ts';
import type { EmsGrantId, FacilityId, LocalId, PatientId } from '../../../schemas/primitives.ts';
import { demographics, localId } from '../../layers/store/people.ts';
import { DISCLOSER, DOCTOR, LookUpWorld, TUESDAY_NOON } from '../ems/look-up-world.ts';

type Deeds = {
  deleteLink: typeof deleteLink;
  grantConsent: typeof grantConsent;
  putLink: typeof putLink;
  readEmsTimeline: typeof readEmsTimeline;
  registerPatient: typeof registerPatient;
  searchEmsCandidates: typeof searchEmsCandidates;
  withdrawConsent: typeof withdrawConsent;
};
export const HOSPITAL = 'disc-hospital.doctor';
/** Brought in unconscious, nobody reached. */
export const NOBODY_REACHED: EmsStatement = {
  occasion: 'ambulance',
  consent: { by: 'unobtainable' },
  family: 'not',
  unavoidable: { kind: 'lifeThreat' },
};
export const WRITTEN: EmsStatement = { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } };

export type Somebody = { id: LocalId; who: Demographics };
export type Scope = RequestOf<(typeof grantConsent)['operation']>['body']['scope'];
type Consented = { replaces?: string[] | undefined; effectiveOn?: string | undefined };
export const EVERYBODY: Scope = { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] };
const consentOf = (scope: Scope, { replaces = [], effectiveOn }: Consented = {}) => ({
  scope,
  ...(effectiveOn && { effectiveOn }),
  consentedBy: { who: 'patient' },
  method: 'written',
  replaces,
});

/** The two hospitals of the look-up tests in a network that has chosen to allow N5, with what may happen to a patient beside EMS. */
export class ReviewWorld {
  readonly ems: LookUpWorld;
  readonly #deeds: Deeds;
  #people = 0;

  private constructor(ems: LookUpWorld, deeds: Deeds) {
    this.ems = ems;
    this.#deeds = deeds;
  }

  static async open(): Promise<ReviewWorld> {
    const [
      { deleteLink },
      { putLink },
      { registerPatient },
      { grantConsent },
      { withdrawConsent },
      { readEmsTimeline },
      { searchEmsCandidates },
    ] = await Promise.all([
      import('../../../functions/registration/delete-link.ts'),
      import('../../../functions/registration/put-link.ts'),
      import('../../../functions/registration/register-patient.ts'),
      import('../../../functions/consent/grant-consent.ts'),
      import('../../../functions/consent/withdraw-consent.ts'),
      import('../../../functions/timeline/read-ems-timeline.ts'),
      import('../../../functions/ems/search-ems-candidates.ts'),
    ]);
    const ems = await LookUpWorld.open();
    await ems.settings({ n5: 'allowWithExplanation' });
    await ems.world.addStaff(HOSPITAL);
    return new ReviewWorld(ems, {
      deleteLink,
      grantConsent,
      putLink,
      readEmsTimeline,
      registerPatient,
      searchEmsCandidates,
      withdrawConsent,
    });
  }

  get world() {
    return this.ems.world;
  }

  /** A patient of the disclosing hospital, half an hour after the one before. */
  async somebody(): Promise<Somebody> {
    this.#people += 1;
    this.world.clock.at(TUESDAY_NOON);
    this.world.clock.forward(this.#people * 30 * 60_000);
    const id = localId(String(this.#people).padStart(7, '0'));
    const who = demographics({
      birthDate: `19${String(40 + this.#people)}-05-06`,
      phone: `000-111-${String(this.#people).padStart(4, '0')}`,
    });
    await this.world.addFacilityPatient({ facilityId: DISCLOSER, localId: id, demographics: who });
    return { id, who };
  }

  open({ id }: Somebody, statement: EmsStatement = NOBODY_REACHED) {
    return this.ems.opened(statement, { patientId: `${id}@EMS` });
  }

  notOpened({ id }: Somebody, statement: EmsStatement = NOBODY_REACHED) {
    return this.ems.notOpened(statement, { patientId: `${id}@EMS` });
  }

  /** How many a name search by the birth date finds: everybody has their own. */
  async found({ who }: Somebody): Promise<number> {
    const query = { birthDate: who.birthDate };
    return (await this.world.ask(DOCTOR, this.#deeds.searchEmsCandidates, { query })).body.items.length;
  }

  #timeline(grantId: EmsGrantId) {
    return { params: { grantId }, query: { limit: 500 } };
  }

  look(grantId: EmsGrantId) {
    return this.world.ask(DOCTOR, this.#deeds.readEmsTimeline, this.#timeline(grantId));
  }

  lookRefused(grantId: EmsGrantId) {
    return this.world.refused(DOCTOR, this.#deeds.readEmsTimeline, this.#timeline(grantId));
  }

  /** Registered by `by`, the disclosing hospital's doctor unless said otherwise, there with the own ID. */
  async register(
    { who }: Somebody,
    change: { by?: string; localId?: string; scope?: Scope; effectiveOn?: string; emsGrantId?: EmsGrantId } = {},
  ): Promise<PatientId> {
    const { by = HOSPITAL, scope, effectiveOn, ...rest } = change;
    const body = {
      demographics: who,
      notDuplicateOf: [],
      ...rest,
      ...(scope && { consent: consentOf(scope, { effectiveOn }) }),
    };
    const answer = await this.world.ask(by, this.#deeds.registerPatient, { body: body as never });
    return answer.body.patient.patientId;
  }

  link(patientId: PatientId, link: { by: string; facilityId: FacilityId; localId: string; emsGrantId?: EmsGrantId }) {
    const { by, facilityId, ...body } = link;
    const request = { params: { patientId, facilityId }, body: { confirmDifference: false, ...body } };
    return this.world.ask(by, this.#deeds.putLink, request);
  }

  unlink(patientId: PatientId, facilityId: FacilityId, by = HOSPITAL) {
    return this.world.ask(by, this.#deeds.deleteLink, { params: { patientId, facilityId } });
  }

  consent(patientId: PatientId, scope: Scope, change: { by?: string } & Consented = {}) {
    const { by = HOSPITAL, ...rest } = change;
    const request = { params: { patientId }, body: consentOf(scope, rest) as never };
    return this.world.ask(by, this.#deeds.grantConsent, request);
  }

  async withdraw(patientId: PatientId, by = HOSPITAL): Promise<void> {
    const consentId = await this.world.consentInForce(patientId);
    await this.world.ask(by, this.#deeds.withdrawConsent, {
      params: { patientId, consentId },
      body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } },
    });
  }
}
