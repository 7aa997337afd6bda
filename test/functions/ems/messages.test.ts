import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { readEmsGrant as ReadEmsGrant } from '../../../functions/ems/read-ems-grant.ts';
import type { readEmsUse as ReadEmsUse } from '../../../functions/ems/read-ems-use.ts';
import type { sendEmsMessage as SendEmsMessage } from '../../../functions/ems/send-ems-message.ts';
import type { EmsGrant, EmsMessage } from '../../../schemas/ems.ts';
import type { DeedWorld } from '../deed-world.ts';
import { CLINIC, HOUR_MS, keptOf, openGrant, openWorld, TY } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let sendEmsMessage: typeof SendEmsMessage;
let readEmsGrant: typeof ReadEmsGrant;
let readEmsUse: typeof ReadEmsUse;
beforeAll(async () => {
  ({ sendEmsMessage } = await import('../../../functions/ems/send-ems-message.ts'));
  ({ readEmsGrant } = await import('../../../functions/ems/read-ems-grant.ts'));
  ({ readEmsUse } = await import('../../../functions/ems/read-ems-use.ts'));
  world = await openWorld();
});
afterAll(() => world.close());

type Words = { kind: EmsMessage['kind']; text?: string };
const QUESTION: Words = { kind: 'question', text: '来院の経緯を教えてください。' };
const asked = ({ grantId }: EmsGrant, body: Words) => ({ params: { grantId }, body });
const send = (who: string, grant: EmsGrant, body: Words, headers: { key?: string } = {}) =>
  world.ask(who, sendEmsMessage, asked(grant, body), headers);
const refused = (who: string, grant: EmsGrant, body: Words = QUESTION) =>
  world.refused(who, sendEmsMessage, asked(grant, body));

describe('messages about an EMS look', () => {
  it('go from one facility to the other and back, and both read them in their order', async () => {
    const grant = await openGrant(world);
    await send('ty-hospital.doctor', grant, { kind: 'acknowledge' });
    world.clock.forward(1000);
    await send('ty-hospital.doctor', grant, QUESTION);
    world.clock.forward(1000);
    await send('test-clinic.nurse', grant, { kind: 'answer', text: '救急搬送です。' });

    const { grantId } = grant;
    const viewers = await world.ask('test-clinic.doctor', readEmsGrant, { params: { grantId } });
    const disclosers = await world.ask('ty-hospital.doctor', readEmsUse, { params: { grantId } });
    expect(viewers.body.messages.map(({ from, kind, text }) => [from, kind, text])).toEqual([
      [TY, 'acknowledge', undefined],
      [TY, 'question', '来院の経緯を教えてください。'],
      [CLINIC, 'answer', '救急搬送です。'],
    ]);
    expect(disclosers.body.messages).toEqual(viewers.body.messages);
    expect([viewers.body.grant.messages, disclosers.body.use.messages]).toEqual([3, 3]);
  });

  it('are audited by their ids and kinds, never by their words', async () => {
    const grant = await openGrant(world);
    const { body } = await send('ty-hospital.doctor', grant, QUESTION);
    const audited = (await world.audited()).at(-1);
    expect(audited).toMatchObject({
      eventName: 'SendEmsMessage',
      resource: { grantId: grant.grantId, messageId: body.message.messageId },
      request: { kind: 'question' },
    });
    expect(JSON.stringify(audited)).not.toContain('経緯');
  });

  it.each(['question', 'answer'] as const)('of kind %s need their text', async (kind) => {
    const { code, detail } = await refused('ty-hospital.doctor', await openGrant(world), { kind });
    expect([code, detail.errors]).toMatchObject(['INVALID_REQUEST', [{ pointer: '/body/text', code: 'required' }]]);
  });

  it('are sent once a key, and answered again', async () => {
    const grant = await openGrant(world);
    const first = await send('ty-hospital.doctor', grant, QUESTION, { key: 'once' });
    const again = await send('ty-hospital.doctor', grant, QUESTION, { key: 'once' });
    expect([first.status ?? 201, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await keptOf(world, grant.grantId)).messages).toHaveLength(1);
  });

  it('are at most 200 about one access: the 200th is sent, the 201st is not', async () => {
    const grant = await openGrant(world, { messages: 199 });
    await send('ty-hospital.doctor', grant, QUESTION);
    const { code, detail } = await refused('test-clinic.doctor', grant, { kind: 'acknowledge' });
    expect([code, detail.errors]).toMatchObject(['INVALID_REQUEST', [{ code: 'too_many' }]]);
  });

  it('are counted each when both facilities write at the same moment', async () => {
    const grant = await openGrant(world);
    await Promise.all(['ty-hospital.doctor', 'test-clinic.doctor'].map((who) => send(who, grant, QUESTION)));
    const kept = await keptOf(world, grant.grantId);
    expect([kept.grant.messages, kept.messages.length]).toEqual([2, 2]);
  });

  it('can still be written when the access is over', async () => {
    const grant = await openGrant(world);
    world.clock.forward(97 * HOUR_MS);
    expect((await send('ty-hospital.doctor', grant, QUESTION)).body.message.from).toBe(TY);
  });

  it('are for the two facilities alone: to others there is no such access', async () => {
    const grant = await openGrant(world);
    const absent = { ...grant, grantId: `grt_${'A'.repeat(60)}` as EmsGrant['grantId'] };
    expect((await refused('other-clinic.doctor', grant)).code).toBe('NOT_FOUND');
    expect((await refused('ty-hospital.doctor', absent)).code).toBe('NOT_FOUND');
  });
});
