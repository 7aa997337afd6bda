import { describe, expect, it } from '@jest/globals';
import { readStartOptions, readTokenOptions } from '../../local/options.ts';

const bad = expect.objectContaining({ exitCode: 2, says: { ja: expect.any(String), en: expect.any(String) } });

describe('npm start', () => {
  it('has defaults', () => {
    expect(readStartOptions([])).toEqual({ port: 3000, dataDir: '.local', empty: false, reset: false, help: false });
  });

  it('takes its options', () => {
    expect(readStartOptions(['--port', '4000', '--data=/tmp/x', '--empty', '--reset'])).toEqual({
      port: 4000,
      dataDir: '/tmp/x',
      empty: true,
      reset: true,
      help: false,
    });
  });

  it.each([
    [['--port', 'abc']],
    [['--port', '0']],
    [['--port', '80']],
    [['--port', '65535']],
    [['--port', '3000.5']],
    [['--port', '-1']],
    [['--port']],
    [['--no-demo']],
    [['--prot', '3000']],
    [['something']],
    [['--empty=yes']],
  ])('refuses %j in both languages', (argv) => {
    expect(() => readStartOptions(argv)).toThrow(bad);
  });
});

describe('npm run token', () => {
  it('takes a person or a system', () => {
    expect(readTokenOptions(['taro'])).toMatchObject({
      username: 'taro',
      opensSession: true,
      dataDir: '.local',
      port: undefined,
    });
    expect(readTokenOptions(['taro', '--no-session', '--port', '4000'])).toMatchObject({
      opensSession: false,
      port: 4000,
    });
    expect(readTokenOptions(['--system', 'ty-hospital'])).toMatchObject({ system: 'ty-hospital' });
  });

  it.each([[[]], [['a', 'b']], [['a', '--system', 'ty-hospital']], [['--system']], [['a', '--reset']]])(
    'refuses %j',
    (argv) => {
      expect(() => readTokenOptions(argv)).toThrow(bad);
    },
  );
});
