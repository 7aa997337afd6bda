import { setTimeout as wait } from 'node:timers/promises';
import { person } from '../journeys/people.ts';
import { laboratory } from '../journeys/records.ts';
import { comprehensive } from '../journeys/registration-steps.ts';
import type { TestRegion } from '../region.ts';

/** A request as its client remembers it: sent again under the same key until somebody acknowledges it. */
type Wish = { method: string; path: string; by: string; body?: unknown; key?: string };
/** What a client was told: the only thing it may rely on. */
export type Acknowledged = { wish: Wish; status: number; requestId: string; body: Record<string, unknown> };

const DAY_MS = 86_400_000;
const KANA = [...'アイウエオカキクケコサシスセソタチツテトナニヌネノ'];
/** Somebody whose name, birth date and telephone no other number has. */
const somebody = (number: number) => {
  const letters = [Math.floor(number / 625) % 25, Math.floor(number / 25) % 25, number % 25]
    .map((index) => KANA[index] ?? 'ア')
    .join('');
  return person(number % 80, {
    name: {
      family: `試験${number}`,
      given: `患者${number}`,
      familyKana: `シケン${letters}`,
      givenKana: `カンジャ${letters}`,
    },
    birthDate: new Date(Date.UTC(1930, 0, 1) + ((number * 37) % 29_000) * DAY_MS).toISOString().slice(0, 10),
    phone: `076-${String(Math.floor(number / 1000)).padStart(3, '0')}-${String(1000 + (number % 1000))}`,
    address: `石川県架空市見本町${number}番地`,
  });
};

export const PEOPLE = ['test-clinic.doctor', 'test-clinic.nurse', 'test-clinic.clerk'];
export const EMERGENCY = ['test-hospital.doctor', 'test-hospital.nurse'];
export const SYSTEMS = ['ty-hospital', 'test-hospital'];
/** Fewer than a person may try: what is tested here is something else. */
const LINKS_A_DAY = 20;
const LOOKUPS_AN_HOUR = 50;

/** Clients that work all the time, whatever happens to the region, and write down what they were told. */
export class Clients {
  readonly acknowledged: Acknowledged[] = [];
  /** Registrations that were wished for at all. */
  wished = 0;
  /** Sent, and never answered. */
  readonly #open: Wish[] = [];
  readonly #region: TestRegion;
  readonly #links = new Map<string, number>();
  readonly #lookups = new Map<string, number>();
  #numbers = 0;
  #working = false;

  constructor(region: TestRegion) {
    this.#region = region;
  }

  /** Everybody works until `stop`, all at once. @returns when all have stopped. */
  async work(): Promise<void> {
    this.#working = true;
    const all = [
      ...PEOPLE.map((person) => this.#whileWorking(() => this.#register(person))),
      ...EMERGENCY.map((person) => this.#whileWorking(() => this.#lookUp(person))),
      ...SYSTEMS.map((facilityId) => this.#whileWorking(() => this.#sendBatch(facilityId))),
    ];
    await Promise.all(all);
  }

  stop(): void {
    this.#working = false;
  }

  /** Until so many more requests were acknowledged, or so long. */
  async untilAnswered(many: number, longestMs: number): Promise<void> {
    const [enough, deadline] = [this.acknowledged.length + many, Date.now() + longestMs];
    while (this.acknowledged.length < enough && Date.now() < deadline) await wait(5);
  }

  /** Sends again what was never answered, with the same key and body. Throws where the network refuses it. */
  async sendOpenAgain(): Promise<void> {
    for (let wish = this.#open.shift(); wish; wish = this.#open.shift()) {
      if (!(await this.#tell(wish))) throw new Error(`Not acknowledged: ${wish.method} ${wish.path}`);
    }
  }

  async #whileWorking(one: () => Promise<void>): Promise<void> {
    while (this.#working) await one();
  }

  /** The three steps of a first registration, and two looks. */
  async #register(by: string): Promise<void> {
    const number = (this.#numbers += 1);
    const body = { demographics: somebody(number), localId: String(number), consent: comprehensive() };
    this.wished += 1;
    const made = await this.#ask({ method: 'POST', path: '/v1/patients', by, key: `registration-${number}`, body });
    const patientId = (made?.body['patient'] as { patientId?: string } | undefined)?.patientId;
    if (!patientId) return;
    const localId = String(number).padStart(7, '0');
    const links = (this.#links.get(by) ?? 0) + 1;
    this.#links.set(by, links);
    const link: Wish = { method: 'PUT', path: `/v1/patients/${patientId}/links/ty-hospital`, by, body: { localId } };
    if (links <= LINKS_A_DAY) await this.#ask(link);
    await this.#ask({ method: 'GET', path: `/v1/patients/${patientId}`, by });
    await this.#ask({ method: 'GET', path: `/v1/patients/${patientId}/timeline`, by });
  }

  /** A stranger whom the hospital knows: looked up by EMS, confirmed, and looked at. */
  async #lookUp(by: string): Promise<void> {
    const lookups = (this.#lookups.get(by) ?? 0) + 1;
    if (lookups > LOOKUPS_AN_HOUR) return wait(50);
    this.#lookups.set(by, lookups);
    const number = (this.#numbers += 1);
    const localId = String(8_000_000 + number);
    const known: Wish = {
      method: 'PUT',
      path: `/v1/facility-patients/${localId}`,
      by: 'ty-hospital',
      body: { demographics: somebody(number) },
    };
    if (!(await this.#ask(known))) return;
    const found = await this.#ask({
      method: 'POST',
      path: '/v1/ems/lookups',
      by,
      key: `ems-lookup-${number}`,
      body: { facilityId: 'ty-hospital', patientId: `${localId}＠ｅｍｓ`, occasion: 'ambulance' },
    });
    const lookupId = found?.body['lookupId'];
    if (typeof lookupId !== 'string') return;
    const opened = await this.#ask({
      method: 'POST',
      path: `/v1/ems/lookups/${lookupId}/confirmation`,
      by,
      key: `ems-confirmation-${number}`,
      body: {
        person: 'confirmed',
        consent: { by: 'patient', form: 'oral' },
        unavoidable: { kind: 'lifeThreat' },
        contactAbsent: true,
      },
    });
    const grantId = (opened?.body['grant'] as { grantId?: string } | undefined)?.grantId;
    if (grantId) await this.#ask({ method: 'GET', path: `/v1/ems/grants/${grantId}/timeline`, by });
  }

  async #sendBatch(by: string): Promise<void> {
    const number = (this.#numbers += 1);
    const localId = String(9_000_000 + (number % 5));
    const documents = [0, 1, 2].map((index) => laboratory(`20260105_OML-11_${number}_${index}`));
    await this.#ask({
      method: 'POST',
      path: '/v1/document-batches',
      by,
      key: `document-batch-${number}`,
      body: { localId, documents },
    });
  }

  async #ask(wish: Wish): Promise<Acknowledged | undefined> {
    const told = await this.#tell(wish);
    if (told) return told;
    if (wish.method !== 'GET') this.#open.push(wish);
    // The region is being killed or started.
    await wait(50);
    return undefined;
  }

  /** Undefined where nobody knows what became of it: no answer, or one that promises nothing (5xx, a lost session). */
  async #tell(wish: Wish): Promise<Acknowledged | undefined> {
    try {
      const region = this.#region;
      const token = await (wish.by.includes('.') ? region.tokenOf(wish.by) : region.systemTokenOf(wish.by));
      const { method, path, body, key } = wish;
      const answer = await region.api(method, path, {
        token,
        body,
        ...(key && { headers: { 'idempotency-key': key } }),
      });
      if (answer.status >= 500 || answer.status === 401) return undefined;
      if (answer.status >= 300)
        throw new RangeError(`${answer.status} to ${method} ${path}: ${JSON.stringify(answer.body)}`);
      const told = {
        wish,
        status: answer.status,
        requestId: answer.headers.get('apigw-requestid') ?? '',
        body: answer.body,
      };
      this.acknowledged.push(told);
      return told;
    } catch (error) {
      if (error instanceof RangeError) throw error;
      return undefined;
    }
  }
}
