import type { AnyDeed, Runtime } from '../../layers/deed/index.ts';
import type { Claims } from '../../layers/edge/index.ts';
import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { documentIdOfRow, type FacilityPatientName, rowsOfDays, type Write } from '../../layers/store/index.ts';
import { Seal } from '../../layers/store/seal.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { DocumentId, FacilityId, LocalId, PatientId } from '../../schemas/primitives.ts';
import { type Asked, perform, signedIn } from '../in-process.ts';
import { documentsFor, documentWrites } from './documents.ts';
import type { Filler } from './fill.ts';
import { generatedMessages, type MessageWithDocuments, normalised } from './messages.ts';
import { type BenchPatient, patientWrites } from './patients.ts';
import { patientIdAt, personAt } from './people.ts';

/** Who asks, in the bench: the clinic's care staff, a hospital's, its administrator, two of the network office, a hospital's own system. */
export type As = 'clinic' | 'hospital' | 'hospitalAdmin' | 'office' | 'otherOfficer' | 'system';
export type Performer = Record<As, Claims>;

/** Lines of the calendar per facility: some hundred across three. */
export const LINES_EACH = 34;
export const LOOKED_AT = [FACILITY.testClinic, FACILITY.tyHospital, FACILITY.testHospital] as const;
const MESSAGES = 600;

/** As the facilities of the demo write IDs; far from those of its own people. */
export const localIdAt = (facilityId: FacilityId, index: number): LocalId => {
  if (facilityId === FACILITY.tyHospital) return String(5_000_000 + index) as LocalId;
  if (facilityId === FACILITY.testHospital) return String(50_000_000 + index) as LocalId;
  return String(index + 1) as LocalId;
};

const todayJst = (): string => jstDayOf(new Date().toISOString());
const pool = (): MessageWithDocuments[] => normalised(generatedMessages(MESSAGES));

export type Made = { patientId: PatientId; index: number; demographics: Demographics };

/** A network's worth of invented people, made as they are needed; never through the recorder. */
export class World {
  readonly runtime: Runtime;
  readonly filler: Filler;
  readonly as: Performer;
  readonly today: string;
  readonly pool: readonly MessageWithDocuments[];
  /** Patients with a hundred recent documents at three facilities. */
  readonly looked: Made[] = [];
  /** Of the first of them: what the hospital disclosed. */
  documents: DocumentId[] = [];
  #next = 0;

  constructor({ runtime, filler, as }: { runtime: Runtime; filler: Filler; as: Performer }) {
    this.runtime = runtime;
    this.filler = filler;
    this.as = as;
    this.today = todayJst();
    this.pool = pool();
  }

  /** What a whole network is made of before there is a store. */
  static plan(secret: string): { seal: Seal; pool: readonly MessageWithDocuments[]; today: string } {
    return { seal: new Seal(secret), pool: pool(), today: todayJst() };
  }

  get store(): Runtime['store'] {
    return this.runtime.store;
  }

  /** A person who is not registered. */
  person(): { index: number; demographics: Demographics } {
    this.#next += 1;
    return { index: this.#next, demographics: personAt(this.#next) };
  }

  /** A registered patient of the clinic; linked where it is said. */
  async patient(options: { links?: readonly FacilityId[]; consented?: boolean } = {}): Promise<Made> {
    const { index, demographics } = this.person();
    const patientId = patientIdAt(index);
    const links = (options.links ?? []).map((facilityId) => ({ facilityId, localId: localIdAt(facilityId, index) }));
    const { consented = false } = options;
    const person: BenchPatient = { patientId, demographics, registeredBy: FACILITY.testClinic, links, consented };
    await this.put(patientWrites(person));
    return { patientId, index, demographics };
  }

  async put(writes: Iterable<Write>): Promise<void> {
    await this.filler.put(writes);
  }

  /** Patients to look at, each with documents of the last two weeks. */
  async addLookedAt(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) {
      const made = await this.patient({ links: LOOKED_AT, consented: true });
      this.looked.push(made);
      for (const facilityId of LOOKED_AT)
        await this.addDocuments({ facilityId, localId: localIdAt(facilityId, made.index) });
    }
    const [first] = this.looked;
    if (first) this.documents = await this.documentsOf(FACILITY.tyHospital, first);
  }

  async addDocuments(name: FacilityPatientName): Promise<void> {
    const wish = { name, dated: LINES_EACH, lastDay: this.today };
    await this.put(documentWrites(documentsFor({ seal: this.store.seal, pool: this.pool }, wish)));
  }

  async documentsOf(facilityId: FacilityId, { index }: Made): Promise<DocumentId[]> {
    const days = { from: addDays(this.today, -13), to: this.today, limit: 100 };
    const { rows } = await rowsOfDays(this.store, { facilityId, localId: localIdAt(facilityId, index) }, days);
    return rows.map((row) => documentIdOfRow(this.store, row));
  }

  async perform<T>(deed: AnyDeed, as: As, asked: Asked): Promise<T> {
    return (await perform({ deed, claims: this.as[as] }, this.runtime, asked)) as T;
  }

  async signInAgain(as: As): Promise<void> {
    const claims = this.as[as];
    if (claims.kind === 'staff') this.as[as] = await signedIn(this.store, claims.staffId);
  }
}
