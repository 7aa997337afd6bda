import { describe, expect, it } from '@jest/globals';
import { localConnection, remoteConnection } from '../../../agent/network/connection.ts';
import { IngestFailure } from '../../../agent/network/failure.ts';
import { regionFolder } from '../support/main-process.ts';
import { newFolder, put } from '../support/storage.ts';

const LOCAL = {
  origin: 'http://127.0.0.1:8080',
  issuer: 'http://127.0.0.1:8080/sign-in/',
  clientId: 'a',
  clientSecret: 'b',
  regionId: 'r1',
};
const ENVIRONMENT = {
  ISM_LINK_ISSUER: 'https://sign-in.example/',
  ISM_LINK_CLIENT_ID: 'a',
  ISM_LINK_CLIENT_SECRET: 'b',
};

describe('where the network is', () => {
  it('stands in region.json, and the port may be another', async () => {
    const dataDir = regionFolder(LOCAL);
    expect(await localConnection({ dataDir, facilityId: 'ty-hospital' })).toEqual({
      ...LOCAL,
      issuer: 'http://127.0.0.1:8080/sign-in',
    });
    expect(await localConnection({ dataDir, facilityId: 'ty-hospital', port: 9090 })).toMatchObject({
      origin: 'http://127.0.0.1:9090',
      issuer: 'http://127.0.0.1:9090/sign-in',
    });
  });

  it('leaves the port of a sign-in that has its own', async () => {
    const dataDir = regionFolder({ ...LOCAL, issuer: 'http://127.0.0.1:7000' });
    expect(await localConnection({ dataDir, facilityId: 'ty-hospital', port: 9090 })).toMatchObject({
      issuer: 'http://127.0.0.1:7000',
    });
  });

  it('is not known without the file or for another facility', async () => {
    await expect(localConnection({ dataDir: newFolder(), facilityId: 'ty-hospital' })).rejects.toThrow(IngestFailure);
    const dataDir = newFolder();
    put(`${dataDir}/region.json`, '{"url": 5}');
    await expect(localConnection({ dataDir, facilityId: 'ty-hospital' })).rejects.toMatchObject({ code: 'NO_REGION' });
    await expect(localConnection({ dataDir: regionFolder(LOCAL), facilityId: 'test-clinic' })).rejects.toMatchObject({
      code: 'NO_SYSTEM',
    });
  });

  it('comes from the command line and the environment for a real network, over TLS only', () => {
    expect(remoteConnection('https://network.example/', ENVIRONMENT)).toEqual({
      origin: 'https://network.example',
      issuer: 'https://sign-in.example',
      clientId: 'a',
      clientSecret: 'b',
      regionId: 'https://network.example',
    });
    const codeOf = (origin: string, environment: NodeJS.ProcessEnv): string => {
      try {
        remoteConnection(origin, environment);
        return 'accepted';
      } catch (error) {
        return error instanceof IngestFailure ? error.code : 'other';
      }
    };
    expect(codeOf('http://network.example', ENVIRONMENT)).toBe('USAGE');
    expect(codeOf('network.example', ENVIRONMENT)).toBe('USAGE');
    expect(codeOf('https://network.example', { ...ENVIRONMENT, ISM_LINK_ISSUER: 'http://sign-in.example' })).toBe(
      'USAGE',
    );
    expect(codeOf('https://network.example', { ...ENVIRONMENT, ISM_LINK_CLIENT_SECRET: '' })).toBe('NO_SYSTEM');
  });
});
