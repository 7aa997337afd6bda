import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '../../agent/arguments.ts';
import { IngestFailure } from '../../agent/network/failure.ts';

describe('the command line of npm run ingest', () => {
  it('has sound defaults', () => {
    expect(parseArguments(['storage', '--facility', 'ty-hospital'])).toEqual({
      root: 'storage',
      facilityId: 'ty-hospital',
      scope: 'linked',
      watch: false,
      json: false,
      dataDir: '.local',
    });
  });

  it('takes everything that is offered', () => {
    const args =
      'storage --facility f --dicom d --extended e --scope all --watch --json --port 80 --data x --origin https://n --state s --concurrency 8';
    expect(parseArguments([...args.split(' '), '--infection-codes', '5F,5E07', '--trust-folder'])).toEqual({
      root: 'storage',
      facilityId: 'f',
      dicom: 'd',
      extended: 'e',
      scope: 'all',
      watch: true,
      json: true,
      port: 80,
      dataDir: 'x',
      origin: 'https://n',
      stateFile: 's',
      concurrency: 8,
      infectionCodes: ['5F', '5E07'],
      otherPatientId: 'trustFolder',
    });
    expect(parseArguments(['--help'])).toBeUndefined();
  });

  it.each([
    '',
    'storage',
    '--facility f',
    'a b --facility f',
    's --facility f --scope some',
    's --facility f --port 0',
    's --facility f --port x',
    's --facility f --concurrency 1.5',
    's --facility f --nonsense',
    's --facility',
  ])('refuses "%s" and names what is wrong', (line) => {
    let failure: unknown;
    try {
      parseArguments(line.split(' ').filter(Boolean));
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(IngestFailure);
    expect(failure).toMatchObject({ code: 'USAGE', detail: expect.stringMatching(/.+/) });
  });
});
