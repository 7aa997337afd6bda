import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readClaims } from '../../../layers/edge/index.ts';

/** As the gateway hands them on: every claim is text. */
const person = {
  token_use: 'access',
  sub: '0a1b2c3d-0000-4000-8000-000000000001',
  client_id: 'web client',
  username: 'test-clinic.doctor',
  origin_jti: 'a sign-in',
  auth_time: '1795316645',
  scope: 'openid ism-link/staff',
  'cognito:groups': '[doctor]',
};
const system = { token_use: 'access', sub: 'ty-client', client_id: 'ty-client', scope: 'ism-link/ingest' };
const without = (claims: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

describe('claims', () => {
  it('of a person name the person, the facility from the ID itself, and the sign-in', () => {
    expect(readClaims(person)).toEqual({
      kind: 'staff',
      staffId: 'test-clinic.doctor',
      facilityId: 'test-clinic',
      sub: person.sub,
      originJti: 'a sign-in',
      signedInAt: '2026-11-22T03:04:05.000Z',
      scopes: ['openid', 'ism-link/staff'],
    });
  });

  it('of a system name its client', () => {
    expect(readClaims(system)).toEqual({ kind: 'system', clientId: 'ty-client', scopes: ['ism-link/ingest'] });
  });

  it('without a scope hold none: the rules refuse them', () => {
    expect(readClaims(without(person, 'scope'))).toMatchObject({ scopes: [] });
    expect(readClaims({ ...system, scope: '  ' })).toMatchObject({ scopes: [] });
  });

  it('that the network does not know are passed over: a facility or role said in a token counts for nothing', () => {
    const boasting = { ...person, facilityId: 'ty-hospital', role: 'networkOffice', 'custom:facility': 'ty-hospital' };
    expect(readClaims(boasting)).toEqual(readClaims(person));
  });

  const hostile: [string, unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'claims'],
    ['a list', [person]],
    ['no claim at all', {}],
    ['an ID token', { ...person, token_use: 'id' }],
    ['no token use', without(person, 'token_use')],
    ['a refresh token', { ...person, token_use: 'refresh' }],
    ['a person without a user name, whose sub is not the client', without(person, 'username')],
    ['a person without a user name and sign-in', without(person, 'username', 'origin_jti', 'auth_time')],
    ['an empty user name', { ...person, username: '' }],
    ['a user name without a facility', { ...person, username: 'doctor' }],
    ['a user name with an empty facility', { ...person, username: '.doctor' }],
    ['a user name with an empty person', { ...person, username: 'test-clinic.' }],
    ['a user name whose facility is too short to be one', { ...person, username: 'ab.doctor' }],
    ['a user name whose facility is too long to be one', { ...person, username: `${'a'.repeat(33)}.doctor` }],
    ['a user name in capitals', { ...person, username: 'Test-Clinic.doctor' }],
    ['a user name with a separator', { ...person, username: 'test-clinic.doc#tor' }],
    ['a user name with a line feed', { ...person, username: 'test-clinic.doctor\n' }],
    ['a user name in other letters', { ...person, username: 'tеst-clinic.doctor' }],
    ['a user name longer than any', { ...person, username: `test-clinic.${'a'.repeat(60)}` }],
    ['a user name that is no text', { ...person, username: ['test-clinic.doctor'] }],
    ['a person without a sign-in', without(person, 'origin_jti')],
    ['a person with an empty sign-in', { ...person, origin_jti: '' }],
    ['a person without the time of the sign-in', without(person, 'auth_time')],
    ['a sign-in at no time', { ...person, auth_time: 'yesterday' }],
    ['a sign-in before all times', { ...person, auth_time: '-1' }],
    ['a sign-in after all times', { ...person, auth_time: '9007199254740991' }],
    ['a sign-in at a fraction', { ...person, auth_time: '1.5' }],
    ['no subject', without(person, 'sub')],
    ['an empty subject', { ...person, sub: '' }],
    ['no client', without(system, 'client_id')],
    ['a system whose subject is another', { ...system, sub: 'another-client' }],
    ['a system that claims a sign-in', { ...system, origin_jti: 'a sign-in' }],
    ['a scope that is no text', { ...system, scope: ['ism-link/ingest'] }],
  ];
  it.each(hostile)('of %s are none, and never an exception', (_, claims) => {
    expect(readClaims(claims)).toBeUndefined();
  });

  it('never throw and never give a person without facility and sign-in, whatever comes', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('access', 'test-clinic.doctor', 'a.b', '1', 'x'),
      fc.constant(undefined),
    );
    const any = fc.record({
      token_use: text,
      sub: text,
      client_id: text,
      username: text,
      origin_jti: text,
      auth_time: text,
      scope: text,
    });
    fc.assert(
      fc.property(fc.oneof(any, fc.anything()), (claims) => {
        const read = readClaims(claims);
        if (read?.kind === 'staff')
          expect(read.staffId.startsWith(`${read.facilityId}.`) && read.originJti !== '').toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
