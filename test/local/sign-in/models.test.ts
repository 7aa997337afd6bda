import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../../local/sign-in/database.ts';
import { Models } from '../../../local/sign-in/models.ts';

let models: Models;
beforeEach(() => {
  models = new Models(openDatabase(mkdtempSync(join(tmpdir(), 'models-'))));
});

const MINUTE = 60;
const grant = { kind: 'Grant', accountId: 'person', clientId: 'web' };
const session = { kind: 'Session', uid: 'uid-1', accountId: 'person' };

/** A person with a session and two sign-ins. */
async function signedIn(): Promise<void> {
  await models.adapter('Session').upsert('cookie-1', session, MINUTE);
  for (const id of ['grant-1', 'grant-2']) {
    await models.adapter('Grant').upsert(id, grant, MINUTE);
    await models.adapter('RefreshToken').upsert(`refresh-${id}`, { accountId: 'person', grantId: id }, MINUTE);
  }
}

describe('what sign-in keeps', () => {
  it('is found by id, a session also by its uid', async () => {
    await signedIn();
    expect(await models.adapter('Session').find('cookie-1')).toEqual(session);
    expect(await models.adapter('Session').findByUid('uid-1')).toEqual(session);
    expect(await models.adapter('Grant').find('cookie-1')).toBeUndefined();
  });

  it('a code is consumed by one of two requests that both found it unspent', async () => {
    await models.adapter('Grant').upsert('grant-1', grant, MINUTE);
    const codes = models.adapter('AuthorizationCode');
    await codes.upsert('code', { accountId: 'person', grantId: 'grant-1' }, MINUTE);
    await codes.consume('code');
    expect(await codes.find('code')).toHaveProperty('consumed', expect.any(Number));
    await expect(codes.consume('code')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('revoking one grant leaves the other alone', async () => {
    await signedIn();
    await models.adapter('RefreshToken').revokeByGrantId('grant-1');
    await models.adapter('Grant').destroy('grant-1');
    expect(await models.adapter('RefreshToken').find('refresh-grant-1')).toBeUndefined();
    expect(await models.adapter('RefreshToken').find('refresh-grant-2')).toBeDefined();
    expect([models.hasGrant('grant-1'), models.hasGrant('grant-2')]).toEqual([false, true]);
  });

  it('what has expired is purged, the rest stays', async () => {
    await signedIn();
    await models.adapter('Grant').upsert('old', grant, 0);
    models.purge();
    expect([models.hasGrant('old'), models.hasGrant('grant-1')]).toEqual([false, true]);
  });
});

describe('ending a person', () => {
  it('takes the session, grants, tokens and the sign-ins on their way, and of nobody else', async () => {
    await signedIn();
    await models.adapter('Grant').upsert('other', { ...grant, accountId: 'another' }, MINUTE);
    const interactions = models.adapter('Interaction');
    await interactions.upsert('finished', { result: { login: { accountId: 'person' } } }, MINUTE);
    await interactions.upsert('begun', { session: { accountId: 'person' } }, MINUTE);
    models.endAccount('person');
    for (const [kind, id] of [
      ['Session', 'cookie-1'],
      ['Grant', 'grant-1'],
      ['RefreshToken', 'refresh-grant-2'],
      ['Interaction', 'finished'],
      ['Interaction', 'begun'],
    ] as const) {
      expect(await models.adapter(kind).find(id)).toBeUndefined();
    }
    expect(models.hasGrant('other')).toBe(true);
  });

  it('a request that began before cannot write the session back, not even under a new cookie', async () => {
    await signedIn();
    models.endAccount('person');
    for (const cookie of ['cookie-1', 'cookie-2']) await models.adapter('Session').upsert(cookie, session, MINUTE);
    expect(await models.adapter('Session').findByUid('uid-1')).toBeUndefined();
    await models.adapter('Session').upsert('cookie-3', { ...session, uid: 'uid-2' }, MINUTE);
    expect(await models.adapter('Session').find('cookie-3')).toBeDefined();
  });

  it.each(['AuthorizationCode', 'RefreshToken'])('nor make a new %s of a grant that is gone', async (kind) => {
    await signedIn();
    models.endAccount('person');
    const late = models.adapter(kind).upsert('late', { accountId: 'person', grantId: 'grant-1' }, MINUTE);
    await expect(late).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await models.adapter(kind).find('late')).toBeUndefined();
  });
});
