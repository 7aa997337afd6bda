import { describe, expect, it } from '@jest/globals';
import { DemoRefused, isRegistered, type Registered, register } from '../../../../local/demo/load/registrations.ts';
import { demoPeople } from '../../../../local/demo/people.ts';

type Call = { operation: string; body: Record<string, unknown>; key: string | undefined };
type Answer =
  | { ok: true; status: number; body: unknown }
  | { ok: false; status: number; problem: Record<string, unknown> };

const PATIENT_ID = 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ';
const stored = (patientId: string): Answer => ({ ok: true, status: 201, body: { patient: { patientId } } });
const refused = (status: number, code: string, more: Record<string, unknown> = {}): Answer => ({
  ok: false,
  status,
  problem: { code, ...more },
});
const person = (key: string): Registered => {
  const found = demoPeople()
    .filter(isRegistered)
    .find((each) => each.key === `story/${key}`);
  if (found === undefined) throw new Error(key);
  return found;
};

/** A network that answers as the test says, operation by operation. */
const officeOf = (answers: Record<string, Answer[]>) => {
  const calls: Call[] = [];
  const client = async (
    operation: { id: string },
    input: { body?: Record<string, unknown> },
    extras: { idempotencyKey?: string } = {},
  ) => {
    calls.push({ operation: operation.id, body: input.body ?? {}, key: extras.idempotencyKey });
    const next = answers[operation.id]?.shift();
    if (next === undefined) throw new Error(`no answer left for ${operation.id}`);
    return next;
  };
  return { calls, office: { clientOf: () => client as never, referenceDay: '2026-08-01' } };
};

const candidate = (more: Record<string, unknown>) => ({
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHK',
  person: {
    name: { family: '鈴木', given: '一郎', familyKana: 'スズキ', givenKana: 'イチロウ' },
    birthDate: '1950-01-01',
    sex: 'male',
  },
  certainty: 'likely',
  because: [],
  linkedAtYourFacility: true,
  ...more,
});

describe('a registration of the demo', () => {
  it('sends demographics, own ID and consent, then each link; a repeat carries the same keys', async () => {
    const ok = () => ({ registerPatient: [stored(PATIENT_ID)], putLink: [stored(''), stored(''), stored('')] });
    const first = officeOf(ok());
    const again = officeOf(ok());
    expect(await register(first.office, person('noto-hanako'))).toBe(PATIENT_ID);
    await register(again.office, person('noto-hanako'));
    expect(first.calls.map(({ operation }) => operation)).toEqual(['registerPatient', 'putLink', 'putLink', 'putLink']);
    expect(first.calls[0]?.body).toMatchObject({
      localId: '101',
      consent: { effectiveOn: '2026-01-13', method: 'written' },
    });
    expect(again.calls).toEqual(first.calls);
    expect(first.calls[0]?.key).toMatch(/^[0-9a-f]{40}$/);
  });

  it('confirms that a candidate is somebody else, under a key of its own', async () => {
    const { office, calls } = officeOf({
      registerPatient: [refused(409, 'DUPLICATE_CANDIDATES', { candidates: [candidate({})] }), stored(PATIENT_ID)],
      putLink: [stored('')],
    });
    await register(office, person('suzuki-ichiro-b'));
    expect(calls[1]?.body['notDuplicateOf']).toEqual(['pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHK']);
    expect(calls[1]?.key).not.toBe(calls[0]?.key);
  });

  it('takes the person itself, registered by an earlier run long ago, for what it is', async () => {
    const itself = candidate({ certainty: 'same', patientId: PATIENT_ID });
    const { office, calls } = officeOf({
      registerPatient: [refused(409, 'DUPLICATE_CANDIDATES', { candidates: [itself] })],
      putLink: [stored('')],
    });
    expect(await register(office, person('suzuki-ichiro-a'))).toBe(PATIENT_ID);
    expect(calls.map(({ operation }) => operation)).toEqual(['registerPatient', 'putLink']);
  });

  it('withdraws the consent in force', async () => {
    const { office, calls } = officeOf({
      registerPatient: [stored(PATIENT_ID)],
      putLink: [stored(''), stored('')],
      listConsents: [
        {
          ok: true,
          status: 200,
          body: {
            items: [
              { consentId: 'con_1', state: 'inForce' },
              { consentId: 'con_0', state: 'withdrawn' },
            ],
          },
        },
      ],
      withdrawConsent: [stored('')],
    });
    await register(office, person('suzu-masao'));
    expect(calls.at(-1)).toMatchObject({ operation: 'withdrawConsent', body: { reason: '本人の申し出による。' } });
  });

  it('tries again what passes, and stops at any other refusal without naming the person', async () => {
    const busy = officeOf({
      registerPatient: [refused(503, 'UNAVAILABLE'), stored(PATIENT_ID)],
      putLink: [stored('')],
    });
    expect(await register(busy.office, person('nanao-keiko'))).toBe(PATIENT_ID);
    const forbidden = officeOf({ registerPatient: [refused(403, 'FORBIDDEN')] });
    const error = await register(forbidden.office, person('nanao-keiko')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DemoRefused);
    expect((error as Error).message).toBe('registerPatient of story/nanao-keiko: 403 FORBIDDEN');
  });
});
