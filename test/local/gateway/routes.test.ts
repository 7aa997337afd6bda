import { describe, expect, it } from '@jest/globals';
import { makeRouter, type Route } from '../../../local/gateway/routes.ts';

const route = (key: string): Route => {
  const [method = '', path = ''] = key.split(' ');
  return {
    key,
    method,
    segments: path.split('/').slice(1),
    functionArn: key,
    timeoutMilliseconds: 1,
    authorizer: undefined,
    scopes: [],
  };
};

const find = makeRouter(
  [
    '$default',
    'ANY /v1/patients/{patientId}',
    'GET /v1/{proxy+}',
    'GET /v1/patients/{patientId}',
    'GET /v1/patients/{patientId}/links/{facilityId}',
    'GET /v1/patients/search',
    'POST /v1/patients',
  ].map(route),
);

describe('routes', () => {
  it.each([
    ['GET', '/v1/patients/search', 'GET /v1/patients/search', {}],
    ['GET', '/v1/patients/p-1', 'GET /v1/patients/{patientId}', { patientId: 'p-1' }],
    ['PUT', '/v1/patients/p-1', 'ANY /v1/patients/{patientId}', { patientId: 'p-1' }],
    [
      'GET',
      '/v1/patients/p-1/links/f',
      'GET /v1/patients/{patientId}/links/{facilityId}',
      { patientId: 'p-1', facilityId: 'f' },
    ],
    ['GET', '/v1/patients/p-1/other/f', 'GET /v1/{proxy+}', { proxy: 'patients/p-1/other/f' }],
    ['POST', '/v1/patients', 'POST /v1/patients', {}],
    ['DELETE', '/elsewhere', '$default', {}],
  ])('%s %s goes to %s', (method, path, key, parameters) => {
    expect(find(method, path)).toMatchObject({ route: { key }, parameters });
  });

  it('does not take an empty segment for a parameter, nor a trailing slash for nothing', () => {
    const strict = makeRouter([route('GET /v1/patients/{patientId}')]);
    expect(strict('GET', '/v1/patients/')).toBeUndefined();
    expect(strict('GET', '/v1/patients/p-1/')).toBeUndefined();
    expect(strict('POST', '/v1/patients/p-1')).toBeUndefined();
  });
});
