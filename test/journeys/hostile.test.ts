import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEventsOf, documentIdOf } from '../../layers/store/index.ts';
import { Seal } from '../../layers/store/seal.ts';
import type { Operation } from '../../schemas/operation.ts';
import { readDocument, readDocumentContent } from '../../schemas/operations/documents.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { createDocumentBatch, listFacilityPatients, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import { readPatient, searchPatients } from '../../schemas/operations/registration.ts';
import type { DocumentId, FacilityId, LocalId, PatientId } from '../../schemas/primitives.ts';
import type { FieldError, Problem } from '../../schemas/problems.ts';
import { storeOf } from './directory-changes.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { calendarOf, seen } from './looks.ts';
import { SAMPLES, samplePath } from './path-samples.ts';
import { person } from './people.ts';
import { laboratory } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

/** Where a body has several forms, its fields are known once it says which. */
const FORMS: Record<string, string> = { confirmEms: '"person": "wrong", ', fulfilObligation: '"kind": "evidence", ' };
const pathOf = ({ path }: Operation): string => samplePath(path);
const WITH_BODY = OPERATIONS.filter(({ body }) => body !== undefined);
type Answer = { status: number; body: Problem; headers: Headers };
const PERSON = person(1);
const OTHER = person(2);

describe('hostile: what comes in is not trusted, and nothing breaks', () => {
  let journey: Journey;
  let doctor: Caller;
  let hospital: Caller;
  let patientId: PatientId;
  let otherId: PatientId;
  let documentId: DocumentId;

  const tokenFor = ({ caller }: Pick<Operation, 'caller'>): Promise<string> =>
    caller === 'system' ? journey.region.systemTokenOf('ty-hospital') : journey.region.tokenOf('test-clinic.doctor');
  const send = async (
    operation: Operation,
    {
      path = pathOf(operation),
      body,
      headers = {},
    }: { path?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const answer = await journey.region.api<Problem>(operation.method, path, {
      token: await tokenFor(operation),
      ...(body !== undefined && { body }),
      headers: { ...(operation.ifMatch && { 'if-match': '"1"' }), ...headers },
    });
    // Whatever comes in, it is the request that is at fault.
    expect([operation.id, path.slice(0, 200), answer.status < 500]).toEqual([operation.id, path.slice(0, 200), true]);
    return answer;
  };
  const operation = (id: string): Operation => {
    const found = OPERATIONS.find((one) => one.id === id);
    if (!found) throw new Error(`no operation ${id}`);
    return found;
  };
  const register = (body: unknown, headers: Record<string, string> = {}) =>
    send(operation('registerPatient'), { body, headers });
  const pointers = (answer: Answer): string[] => (answer.body.errors ?? []).map(({ pointer }: FieldError) => pointer);

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    hospital = journey.systemOf('ty-hospital');
    patientId = await registered(doctor, PERSON, { localId: '1', consent: comprehensive() });
    otherId = await registered(doctor, OTHER, { localId: '2', consent: comprehensive() });
    for (const [localId, demographics] of [
      ['1', PERSON],
      ['2', OTHER],
    ] as const)
      done(await hospital(putFacilityPatient, { params: { localId }, body: { demographics } }));
    await linked(doctor, { patientId, facilityId: 'ty-hospital', localId: '1' });
    await linked(doctor, { patientId: otherId, facilityId: 'ty-hospital', localId: '2' });
    const batch = { body: { localId: '1', documents: [laboratory('lab')] } };
    documentId = done(await hospital(createDocumentBatch, batch)).results[0]?.documentId as DocumentId;
  });
  afterAll(async () => {
    await journey.end();
  });

  describe('shape', () => {
    it.each(WITH_BODY.map((one) => [one.id, one] as const))(
      '%s names a field that it does not know, however it is called',
      async (_id, one) => {
        for (const name of ['colour', '__proto__', 'constructor', 'toString', 'a/b~c']) {
          const body = `{${FORMS[one.id] ?? ''}${JSON.stringify(name)}: {"x": 1}}`;
          const answer = await send(one, { body });
          expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
          const pointer = `/body/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          expect(answer.body.errors).toContainEqual(
            expect.objectContaining({ pointer, code: 'unknown', message: '知らない項目です。' }),
          );
        }
      },
    );

    it('within what it does know, too', async () => {
      const { name, ...rest } = PERSON;
      const nested = await register({
        demographics: { ...rest, name: { ...name, nickname: 'x' }, insurance: { insurer: '123456', rank: 1 } },
      });
      expect(pointers(nested).sort()).toEqual([
        '/body/demographics/insurance/rank',
        '/body/demographics/name/nickname',
      ]);
      const proto = `{"demographics": ${JSON.stringify(PERSON).replace('{', '{"__proto__": {"sex": "male"}, ')}}`;
      expect(pointers(await register(proto))).toEqual(['/body/demographics/__proto__']);
    });

    it('no operation takes a query that it does not know', async () => {
      for (const one of OPERATIONS) {
        for (const name of ['colour', '__proto__', 'constructor', 'limit[]']) {
          const path = `${pathOf(one)}?${encodeURIComponent(name)}=1`;
          const answer = await send(one, { path, ...(one.body && { body: {} }) });
          expect([one.id, name, answer.status, pointers(answer)]).toEqual([
            one.id,
            name,
            400,
            expect.arrayContaining([`/query/${name}`]),
          ]);
        }
      }
    });

    it('numbers, days and lists in a query are what they are declared to be', async () => {
      const path = `/v1/patients/${patientId}/timeline`;
      for (const [name, value] of [
        ['limit', '0'],
        ['limit', '-1'],
        ['limit', '1001'],
        ['limit', '1.5'],
        ['limit', 'many'],
        ['limit', '1&limit=2'],
        ['from', '2026-02-30'],
        ['from', '20260101'],
        ['to', '2026-1-1'],
        ['types', 'laboratory,unknown'],
        ['types', ''],
        ['facilities', 'TY-HOSPITAL'],
        ['view', 'year'],
      ]) {
        const answer = await send(operation('readTimeline'), { path: `${path}?${name}=${value}` });
        expect([name, value, answer.status, pointers(answer)[0]?.startsWith(`/query/${name}`)]).toEqual([
          name,
          value,
          400,
          true,
        ]);
      }
      const contents = `/v1/patients/${patientId}/contents`;
      for (const period of ['from=2026-02-01&to=2026-01-01', 'from=2020-01-01&to=2026-01-01'])
        for (const [id, at] of [
          ['readTimeline', `${path}?${period}`],
          ['readContents', `${contents}?types=laboratory&${period}`],
        ] as const) {
          const answer = await send(operation(id), { path: at });
          expect([at, answer.status, pointers(answer)]).toEqual([at, 400, ['/query/from']]);
        }
    });

    it('what is no JSON is told apart from what is no JSON object', async () => {
      for (const body of ['', '{', '{"a":}', '{"a": 1,}', 'null and void', '{"a": NaN}', "{'a': 1}", '\ufeff{}'])
        expect([body, (await register(body)).body.code]).toEqual([body, 'MALFORMED_JSON']);
      for (const body of ['null', '[]', '"text"', '1', 'true', '1e999', '[[[[]]]]'])
        expect([body, (await register(body)).body.code]).toEqual([body, 'INVALID_REQUEST']);
      const deep = `{"demographics": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
      expect((await register(deep)).status).toBe(400);
      const notUtf8 = Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('"}')]);
      const token = await journey.region.tokenOf('test-clinic.doctor');
      const answer = await fetch(`${journey.region.url}/v1/patients`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': 'not-utf-8',
        },
        body: notUtf8,
      });
      expect(answer.status).toBe(400);
    });

    it('a body must say that it is JSON, and come as it is', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'json',
      ]) {
        const answer = await register('{}', { 'content-type': type });
        expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
      }
      const zipped = await fetch(`${journey.region.url}/v1/patients`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await journey.region.tokenOf('test-clinic.doctor')}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'idempotency-key': 'a-zipped-body',
        },
        body: gzipSync(JSON.stringify({ demographics: PERSON })),
      });
      expect(zipped.status).toBe(400);
      expect(zipped.headers.get('content-type')).toContain('application/problem+json');
    });

    it('bodies that are too large are refused, at whichever door they come to', async () => {
      const large = (bytes: number) => ({ demographics: PERSON, notDuplicateOf: ['x'.repeat(bytes)] });
      const plain = await register(large(300 * 1024));
      expect(plain).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
      const ingest = operation('createDocumentBatch');
      const records = { localId: '1', documents: [], filler: 'x'.repeat(5.2 * 1024 * 1024) };
      expect(await send(ingest, { body: records })).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
      // Beyond the gateway's own limit nothing reaches a function.
      for (const megabytes of [7, 11]) expect((await register(large(megabytes * 1024 * 1024))).status).toBe(413);
    });
  });

  describe('text', () => {
    const withFamily = (family: string) => ({ demographics: { ...PERSON, name: { ...PERSON.name, family } } });

    it('control characters, half characters and endless names are refused at their field', async () => {
      for (const [what, family] of [
        ['NUL', '山\u0000田'],
        ['a line end', '山\n田'],
        ['an escape', '\u001b[31m'],
        ['DEL', '山\u007f'],
        ['nothing', ''],
        ['blanks only', '　 　'],
        ['61 characters', '山'.repeat(61)],
        ['100,000 characters', '山'.repeat(100_000 / 3)],
      ]) {
        const answer = await register(withFamily(family ?? ''));
        expect([what, answer.status, pointers(answer)]).toEqual([what, 400, ['/body/demographics/name/family']]);
      }
      const half = JSON.stringify(withFamily('X')).replace('"X"', '"山\\ud842"');
      const answer = await register(half);
      expect(['half a character', answer.status]).toEqual(['half a character', 400]);
    });

    it('the same in a query, in a path and in a header', async () => {
      const search = operation('searchPatients');
      for (const query of ['family=%00&given=x', 'birthDate=%00', `family=${'%E5%B1%B1'.repeat(61)}&given=x`])
        expect((await send(search, { path: `/v1/patients?${query}` })).status).toBe(400);
      for (const localId of ['%00', '%01', '%F0%9F%98%80', 'a'.repeat(41)]) {
        const put = operation('putFacilityPatient');
        const answer = await send(put, { path: `/v1/facility-patients/${localId}`, body: { demographics: PERSON } });
        expect([localId, [400, 404].includes(answer.status)]).toEqual([localId, true]);
      }
    });

    it('what looks like code is text: kept and given back as it was typed', async () => {
      const name = {
        family: '<script>alert(1)</script>',
        given: "'; DROP TABLE patients; --",
        familyKana: '${jndi:ldap://x}',
        givenKana: '{{7*7}}#|\\',
      };
      const demographics = { ...person(3), name, address: '𠮷野家町 🏥 ١٢٣ \u202e逆' };
      const id = await registered(doctor, demographics, { localId: '3' });
      expect(done(await doctor(readPatient, { params: { patientId: id } })).patient.demographics).toEqual(demographics);
      const found = done(await doctor(searchPatients, { query: { family: name.family, given: name.given } }));
      expect(found.items.map((item) => item.patientId)).toEqual([id]);
      const answer = await send(operation('readPatient'), { path: `/v1/patients/${id}` });
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });
  });

  describe('ids', () => {
    const lookAt = async (of: PatientId, id: string, operationId = 'readDocument') => {
      const suffix = operationId === 'readDocumentContent' ? '/content?form=raw' : '';
      const path = `/v1/patients/${of}/documents/${encodeURIComponent(id)}${suffix}`;
      return send(operation(operationId), { path });
    };
    const absent = async () => {
      const { requestId: _id, ...problem } = (await lookAt(patientId, SAMPLES['documentId'] ?? '')).body;
      return problem;
    };

    it('another patient’s document is not there under this patient, exactly as one that does not exist', async () => {
      expect((await lookAt(patientId, documentId)).status).toBe(200);
      expect((await lookAt(patientId, documentId, 'readDocumentContent')).status).toBe(200);
      for (const which of ['readDocument', 'readDocumentContent']) {
        const { status, body } = await lookAt(otherId, documentId, which);
        const { requestId: _id, ...problem } = body;
        expect([status, problem]).toEqual([404, await absent()]);
      }
    });

    it('a forged or made-up document id is not there', async () => {
      const seal = new Seal(journey.region.region.keysSecret);
      const name = {
        facilityId: 'ty-hospital' as FacilityId,
        localId: '0000001' as LocalId,
        contentType: 'laboratory' as const,
        day: '2026-01-05',
        thing: '0'.repeat(24),
        versionTag: '0'.repeat(16),
      };
      const flipped = (index: number) =>
        documentId.slice(0, index) + (documentId[index] === 'A' ? 'B' : 'A') + documentId.slice(index + 1);
      const forged = [
        flipped(4),
        flipped(30),
        flipped(documentId.length - 2),
        documentId.slice(0, -1),
        `${documentId}A`,
        documentId.toUpperCase(),
        documentId.replace('doc_', 'pat_'),
        documentIdOf(seal, name),
        documentIdOf(new Seal('another network altogether, with a secret of its own'), name),
        `doc_${'A'.repeat(160)}`,
        `doc_${'A'.repeat(161)}`,
      ];
      for (const id of forged) {
        const { status, body } = await lookAt(patientId, id);
        const { requestId: _id, ...problem } = body;
        expect([id, status, problem]).toEqual([id, 404, await absent()]);
      }
    });

    it('a path that cannot name anything names nothing', async () => {
      for (const id of [
        'x',
        'pat_',
        'pat_01jd3z2v6q5w8x9y0abcdefghj',
        `${patientId}A`,
        `${patientId}%00`,
        `${patientId}%0A`,
        '%2e%2e%2fpatients',
        '..%2f..%2fme',
        '%E6%82%A3%E8%80%85',
        "pat_' OR '1'='1",
        'p'.repeat(3000),
      ]) {
        const answer = await send(operation('readPatient'), { path: `/v1/patients/${id}` });
        expect([id, answer.status]).toEqual([id, 404]);
      }
      const broken = await send(operation('readPatient'), { path: '/v1/patients/%zz' });
      expect([400, 404]).toContain(broken.status);
      for (const path of ['/v1/patients//timeline', '/v1', '/v1/', '/v1/nothing', '/V1/me', '/v1/me/', '/v2/me'])
        expect([path, (await send(operation('readMe'), { path })).status]).toEqual([path, 404]);
    });

    it('only the methods that are declared are answered', async () => {
      for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'] as const) {
        const answer = await send({ ...operation('readMe'), method });
        expect([method, [403, 404, 405].includes(answer.status)]).toEqual([method, true]);
      }
      const override = await send(operation('readMe'), { headers: { 'x-http-method-override': 'DELETE' } });
      expect(override.status).toBe(200);
    });
  });

  describe('cursors', () => {
    const list = async (query: string, id = 'searchPatients') =>
      send(operation(id), { path: `${pathOf(operation(id))}?${query}` });
    const boundFor = (staffId: string) =>
      JSON.stringify([`staff ${staffId}`, 'searchPatients', '/v1/patients\n', [['limit', 1]]]);

    it('a cursor is good for its own caller, list and query alone, unaltered', async () => {
      const first = (await list('limit=1')).body as unknown as { cursor: string };
      const { cursor } = first;
      expect((await list(`limit=1&cursor=${cursor}`)).status).toBe(200);
      const wrong: Record<string, Promise<Answer>> = {
        'another query': list(`limit=2&cursor=${cursor}`),
        'another list': list(`limit=1&state=verified&cursor=${cursor}`, 'listLinks'),
        'one letter changed': list(`limit=1&cursor=${(cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1)}`),
        'cut short': list(`limit=1&cursor=${cursor.slice(0, -4)}`),
        'made longer': list(`limit=1&cursor=${cursor}AAAA`),
        'made up': list('limit=1&cursor=abc'),
        'not base64': list('limit=1&cursor=%F0%9F%98%80'),
      };
      for (const [what, answer] of Object.entries(wrong))
        expect([what, await answer]).toMatchObject([what, { status: 400, body: { code: 'INVALID_CURSOR' } }]);
      const token = await journey.region.tokenOf('test-clinic.nurse');
      const foreign = await journey.region.api('GET', `/v1/patients?limit=1&cursor=${cursor}`, { token });
      expect(foreign).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } });
      expect((await list(`limit=1&cursor=${'A'.repeat(2001)}`)).body.code).toBe('INVALID_REQUEST');
    });

    it('a cursor ends after its time', async () => {
      const seal = new Seal(journey.region.region.keysSecret);
      const made = (expiresAt: number) => seal.closeCursor('verified#1', boundFor('test-clinic.doctor'), expiresAt);
      expect((await list(`limit=1&cursor=${made(Date.now() + 60_000)}`)).status).toBe(200);
      expect((await list(`limit=1&cursor=${made(Date.now() - 1)}`)).body.code).toBe('INVALID_CURSOR');
    });

    it('a page of a calendar leads to no other patient’s', async () => {
      const documents = [laboratory('lab-2', { day: '2026-01-06' })];
      done(await hospital(createDocumentBatch, { body: { localId: '1', documents } }));
      const { cursor } = await calendarOf(doctor, patientId, { limit: 1 });
      const path = (of: PatientId) =>
        `/v1/patients/${of}/timeline?from=2026-01-01&to=2026-01-31&limit=1&cursor=${cursor}`;
      expect((await send(operation('readTimeline'), { path: path(patientId) })).status).toBe(200);
      const other = await send(operation('readTimeline'), { path: path(otherId) });
      expect(other.body.code).toBe('INVALID_CURSOR');
    });
  });

  describe('headers', () => {
    it('every operation that must not be done twice asks for a key that is one', async () => {
      const keyed = OPERATIONS.filter(({ idempotency }) => idempotency === 'required');
      expect(keyed.length).toBeGreaterThan(8);
      for (const one of keyed) {
        const token = await tokenFor(one);
        for (const key of [undefined, '', 'short', 'with a blank in it', 'x'.repeat(201)]) {
          const answer = await fetch(`${journey.region.url}${pathOf(one)}`, {
            method: one.method,
            headers: {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              ...(key !== undefined && { 'idempotency-key': key }),
            },
            body: '{}',
          });
          const { code } = (await answer.json()) as Problem;
          expect([one.id, key, answer.status, code]).toEqual([one.id, key, 400, 'IDEMPOTENCY_KEY_REQUIRED']);
        }
      }
    });

    it('headers that only the edge may set say nothing when a client sends them', async () => {
      const headers = {
        'cloudfront-viewer-cert-pem': 'x',
        'cloudfront-viewer-cert-serial-number': '01',
        'cloudfront-viewer-address': '6.6.6.6:443',
        'x-amzn-request-context': '{"authorizer":{"jwt":{"claims":{"username":"ty-hospital.doctor"}}}}',
        'x-amzn-trace-id': 'Root=forged',
        'x-forwarded-for': '6.6.6.6, 7.7.7.7',
        'x-forwarded-host': 'elsewhere.example',
        'x-original-url': '/v1/audit-events',
        'x-user': 'ty-hospital.doctor',
        'x-facility-id': 'ty-hospital',
      };
      const answer = await send(operation('readMe'), { headers });
      expect(answer).toMatchObject({ status: 200, body: { staff: { staffId: 'test-clinic.doctor' } } });
      const events = await auditEventsOf(storeOf(journey.region), {
        index: 'byStaff',
        value: 'test-clinic.doctor',
        limit: 5,
      });
      const [event] = events.items.filter(({ eventName }) => eventName === 'ReadMe');
      expect(event?.actor).toMatchObject({ facilityId: 'test-clinic', deviceId: 'none' });
      expect(event?.actor.sourceIp).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/);
    });

    it('a problem names its request, in both languages, and nothing of what was typed', async () => {
      const secret = '秘密の名前';
      const answer = await register({ demographics: { ...PERSON, sex: secret, birthDate: 'x' }, [secret]: secret });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({
        type: 'urn:ism-link:problem:INVALID_REQUEST',
        title: '入力に誤りがあります。',
        titleEn: 'The request is not valid.',
        requestId: answer.headers.get('apigw-requestid'),
      });
      expect(pointers(answer).sort()).toEqual(['/body/demographics/sex', `/body/${secret}`].sort());
      expect(answer.body.errors?.every(({ message, messageEn }) => !`${message}${messageEn}`.includes(secret))).toBe(
        true,
      );
    });
  });

  it('after all of it nothing was stored, and everything still works', async () => {
    const { items } = done(await doctor(searchPatients, { query: { limit: 100 } }));
    expect(items.map(({ ownLink }) => ownLink?.localId).sort()).toEqual(['1', '2', '3']);
    expect(done(await hospital(listFacilityPatients, {})).items.map(({ localId }) => localId)).toEqual([
      '0000001',
      '0000002',
    ]);
    expect(await seen(doctor, patientId)).toEqual({ 'test-clinic': [], 'ty-hospital': ['laboratory', 'laboratory'] });
    const params = { patientId, documentId };
    expect(done(await doctor(readDocument, { params })).document.documentId).toBe(documentId);
    const forged = { patientId: otherId, documentId };
    expect(refused(await doctor(readDocumentContent, { params: forged })).status).toBe(404);
    expect((await fetch(`${journey.region.url}/healthz`)).status).toBe(200);
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked([PERSON, OTHER])).toEqual([]);
  });
});
