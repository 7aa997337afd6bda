import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../schemas/client.ts';
import type { Operation } from '../../schemas/operation.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent } from '../../schemas/operations/consent.ts';
import { readDocument, readDocumentContent } from '../../schemas/operations/documents.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import { putLink, readPatient, registerPatient, searchPatients } from '../../schemas/operations/registration.ts';
import { readContents, readTimeline } from '../../schemas/operations/timeline.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { done, eventually, refused } from '../journeys/journey.ts';
import { wordsOf } from '../journeys/leaks.ts';
import { person, type TestPerson } from '../journeys/people.ts';
import { laboratory } from '../journeys/records.ts';
import { comprehensive } from '../journeys/registration-steps.ts';
import { facility } from '../layers/store/people.ts';
import { faultsInChains } from './chains.ts';
import { type NamedFault, Network, type Speaker } from './network.ts';

let network: Network;
let doctor: Speaker;
let hospital: Speaker;
beforeAll(async () => {
  network = await Network.begin({ faults: true });
  doctor = network.as('test-clinic.doctor');
  hospital = network.systemOf('ty-hospital');
  // Tokens and sessions are there before anything breaks.
  await Promise.all([network.region.tokenOf('test-clinic.doctor'), network.region.systemTokenOf('ty-hospital')]);
}, 180_000);
afterAll(() => network.end());
afterEach(() => network.region.setFaults([]));

/** While the faults are on. */
const under = async <T>(faults: NamedFault[], act: () => Promise<T>): Promise<T> => {
  await network.region.setFaults(faults);
  try {
    return await act();
  } finally {
    await network.region.setFaults([]);
  }
};

let people = 0;
let keys = 0;
/** Somebody new, and the request that registers them, which can be sent again under its key. */
const newcomer = () => {
  people += 1;
  const demographics = person(people);
  const idempotencyKey = `registration ${(keys += 1)}`.replaceAll(' ', '-');
  const body = { demographics, localId: String(people), consent: comprehensive() };
  return { demographics, register: () => doctor(registerPatient, { body }, { idempotencyKey }) };
};

/** How many of each the tables hold about a person, and how many events of registrations. */
const kept = async ({ birthDate }: TestPerson) => {
  const items = await network.itemsIn('records');
  const about = items.filter((item) =>
    JSON.stringify(item['demographics'] ?? item['person'] ?? '').includes(birthDate),
  );
  const patients = about.filter((item) => item['entity'] === 'Patient').map((item) => item['patientId']);
  const of = (entity: string) =>
    items.filter(
      (item) =>
        item['entity'] === entity && patients.includes((item['patientId'] ?? item['linkedPatientId']) as string),
    ).length;
  const events = (await network.events()).filter(
    (event) => patients.includes(event.patientId ?? '') && event.outcome.result === 'allowed',
  );
  return {
    patients: patients.length,
    links: of('Link'),
    consents: of('Consent'),
    profiles: of('FacilityPatient'),
    written: about.length,
    registrations: events.filter((event) => event.eventName === 'RegisterPatient' && !event.request?.['repeated'])
      .length,
  };
};
const NOTHING = { patients: 0, links: 0, consents: 0, profiles: 0, written: 0, registrations: 0 };
const ONCE = { patients: 1, links: 1, consents: 1, profiles: 1, registrations: 1 };

const unavailable = <O extends Operation>(outcome: Outcome<O>) => {
  expect(outcome).toMatchObject({ ok: false, status: 503, problem: { code: 'UNAVAILABLE' } });
  expect(outcome.ok ? undefined : outcome.retryAfterSeconds).toBeGreaterThan(0);
};

describe('a transaction that meets another', () => {
  it('is done again, and the person notices nothing', async () => {
    const { demographics, register } = newcomer();
    done(await under([{ kind: 'transactionConflict', times: 2 }], register));
    expect(await kept(demographics)).toMatchObject(ONCE);
  });

  it('again and again ends as a conflict with nothing half written; sent again it succeeds, once', async () => {
    const { demographics, register } = newcomer();
    const outcome = await under([{ kind: 'transactionConflict' }], register);
    expect(outcome).toMatchObject({ ok: false, status: 409, problem: { code: 'CONFLICT' }, retryAfterSeconds: 1 });
    expect(await kept(demographics)).toEqual(NOTHING);
    done(await register());
    expect(await kept(demographics)).toMatchObject(ONCE);
  });
});

describe('a store that throttles', () => {
  it.each<[string, NamedFault]>([
    ['every table', { kind: 'throttling' }],
    ['the records', { kind: 'throttling', table: 'records' }],
    ['the directory', { kind: 'throttling', table: 'directory' }],
    ['writes alone', { kind: 'throttling', operation: 'TransactWriteItems' }],
  ])(
    '(%s) is unavailable for a while: nothing is half written, and the same request succeeds later',
    async (_, fault) => {
      const { demographics, register } = newcomer();
      unavailable(await under([fault], register));
      expect(await kept(demographics)).toEqual(NOTHING);
      done(await register());
      expect(await kept(demographics)).toMatchObject(ONCE);
    },
  );

  it('once is not noticed: the call is repeated', async () => {
    const { demographics, register } = newcomer();
    done(await under([{ kind: 'throttling', times: 1 }], register));
    expect(await kept(demographics)).toMatchObject(ONCE);
  });
});

describe('a store that is out of reach', () => {
  it('is unavailable for a while: nothing is half written, and the same request succeeds later', async () => {
    const { demographics, register } = newcomer();
    unavailable(await under([{ kind: 'unreachable' }], register));
    expect(await kept(demographics)).toEqual(NOTHING);
    done(await register());
    expect(await kept(demographics)).toMatchObject(ONCE);
  });

  it('after it has written: the person is told a failure, and the same request finds what it made', async () => {
    const { demographics, register } = newcomer();
    unavailable(
      await under([{ kind: 'unreachable', operation: 'TransactWriteItems', afterwards: true, times: 3 }], register),
    );
    expect(await kept(demographics)).toMatchObject(ONCE);
    const { patient } = done(await register());
    expect(patient).toMatchObject({ demographics, consent: { state: 'inForce' } });
    expect(await kept(demographics)).toMatchObject(ONCE);
  });

  it('for one attempt after it has written is not noticed', async () => {
    const { demographics, register } = newcomer();
    done(await under([{ kind: 'unreachable', operation: 'TransactWriteItems', afterwards: true, times: 1 }], register));
    expect(await kept(demographics)).toMatchObject(ONCE);
  });
});

describe('without its audit record', () => {
  let patientId: PatientId;
  let documentId: DocumentId;
  let demographics: TestPerson;
  beforeAll(async () => {
    const somebody = newcomer();
    ({ demographics } = somebody);
    ({ patientId } = done(await somebody.register()).patient);
    const localId = '0009001';
    done(await hospital(putFacilityPatient, { params: { localId }, body: { demographics } }));
    const documents = [laboratory('20260105_OML-11_000000000000001')];
    done(await doctor(putLink, { params: { patientId, facilityId: facility('ty-hospital') }, body: { localId } }));
    const { results } = done(await hospital(createDocumentBatch, { body: { localId, documents } }));
    documentId = results[0]?.documentId as DocumentId;
  });

  const looks: Record<string, () => Promise<Outcome<Operation>>> = {
    'a registration that is read': () => doctor(readPatient, { params: { patientId } }),
    'a calendar': () => doctor(readTimeline, { params: { patientId } }),
    'a laboratory table': () =>
      doctor(readContents, {
        params: { patientId },
        query: { types: 'laboratory', from: '2026-01-01', to: '2026-01-31' },
      }),
    'a list of patients': () => doctor(searchPatients, {}),
    'a search by name': () => doctor(searchPatients, { query: { birthDate: demographics.birthDate } }),
    'a document': () => doctor(readDocument, { params: { patientId, documentId } }),
    'a document’s message': () =>
      doctor(readDocumentContent, { params: { patientId, documentId }, query: { form: 'raw' } }),
    'who looked': () => doctor(listAuditEvents, { query: { patientId } }),
    'a look at nobody': () => doctor(readPatient, { params: { patientId: 'pat_00000000000000000000000000' } }),
  };

  it.each(Object.keys(looks))('%s is refused, and the answer holds nothing of it', async (name) => {
    const faults: NamedFault[] = [
      { kind: 'failure', table: 'audit', operation: 'PutItem' },
      { kind: 'failure', table: 'audit', operation: 'TransactWriteItems' },
    ];
    const look = looks[name];
    if (!look) throw new Error('no such look');
    const outcome = await under(faults, look);
    expect(outcome).toMatchObject({ ok: false, status: 503 });
    if (outcome.ok) return;
    expect(['AUDIT_UNAVAILABLE', 'UNAVAILABLE']).toContain(outcome.problem.code);
    expect(outcome.retryAfterSeconds).toBeGreaterThan(0);
    expect(Object.keys(outcome.problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'titleEn', 'type']);
    const text = JSON.stringify(outcome.problem);
    for (const word of [...wordsOf(demographics), patientId, documentId, 'CRE']) expect(text).not.toContain(word);
    expect((await look()).ok).toBe(name !== 'a look at nobody');
  });

  it('a look is refused as one that cannot be audited, also where the audit is throttled or out of reach', async () => {
    for (const kind of ['throttling', 'unreachable'] as const) {
      const outcome = await under([{ kind, table: 'audit' }], () => doctor(readPatient, { params: { patientId } }));
      expect(refused(outcome).code).toBe('AUDIT_UNAVAILABLE');
    }
    done(await doctor(readPatient, { params: { patientId } }));
  });

  it('no state changes either', async () => {
    const write = () => doctor(grantConsent, { params: { patientId }, body: comprehensive() });
    const before = (await network.itemsIn('records')).filter((item) => item['entity'] === 'Consent').length;
    expect(await under([{ kind: 'failure', table: 'audit' }], write)).toMatchObject({ ok: false, status: 503 });
    expect((await network.itemsIn('records')).filter((item) => item['entity'] === 'Consent')).toHaveLength(before);
  });
});

describe('indexes that lag', () => {
  it('keep the newest looks from the listing for a while only', async () => {
    const { register } = newcomer();
    const { patientId } = done(await register()).patient;
    const listed = async () =>
      done(await doctor(listAuditEvents, { query: { patientId } })).items.map(({ eventName }) => eventName);
    expect(await listed()).toContain('RegisterPatient');
    await under([{ kind: 'indexLag', milliseconds: 1500 }], async () => {
      done(await doctor(readPatient, { params: { patientId } }));
      expect(await listed()).not.toContain('ReadPatient');
      expect(await eventually(listed, (names) => names.includes('ReadPatient'))).toContain('RegisterPatient');
    });
  });

  it('hide nothing that decides: a link and a registration made a moment ago are found', async () => {
    const { demographics, register } = newcomer();
    await under([{ kind: 'indexLag', milliseconds: 60_000 }], async () => {
      const { patientId } = done(await register()).patient;
      const { birthDate } = demographics;
      expect(done(await doctor(searchPatients, { query: { birthDate } })).items.map((item) => item.patientId)).toEqual([
        patientId,
      ]);
      expect(done(await doctor(readTimeline, { params: { patientId } })).facilities).toHaveLength(1);
    });
  });
});

describe('a stream that delivers everything twice', () => {
  const altered = () => network.logged().filter((line) => line.includes('audit altered'));

  it('raises no alarm for events that were only added', async () => {
    await under([{ kind: 'duplicateStreamRecords' }], async () => {
      const { register } = newcomer();
      done(await register());
      const before = await network.events();
      await new Promise((resolve) => void setTimeout(resolve, 500));
      expect(await network.events()).toHaveLength(before.length);
    });
    expect(altered()).toEqual([]);
  });

  it('tells every event that was written over', async () => {
    const { putAgain } = await overwriting();
    const lines = await under([{ kind: 'duplicateStreamRecords' }], async () => {
      await putAgain();
      return eventually(
        async () => altered(),
        (found) => found.length > 0,
      );
    });
    expect(lines[0]).toContain('MODIFY');
  });

  /** What IAM cannot forbid: a Put over an event. Here the operator does it, past every function. */
  const overwriting = async () => {
    const { callDynamoDb } = await import('../../local/dynamodb/call.ts');
    const { dynamoDbEndpoint, tables } = network.region.region;
    const { Items } = await callDynamoDb<{ Items: object[] }>(dynamoDbEndpoint, 'Scan', {
      TableName: tables.audit,
      Limit: 1,
    });
    const putAgain = () =>
      callDynamoDb(dynamoDbEndpoint, 'PutItem', {
        TableName: tables.audit,
        Item: { ...Items[0], altered: { BOOL: true } },
      });
    return { putAgain };
  };
});

it('after all of this every writer’s chain is whole', async () => {
  const events = await network.events();
  expect(events.length).toBeGreaterThan(50);
  expect(faultsInChains(events)).toEqual([]);
});
