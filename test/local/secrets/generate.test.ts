import { describe, expect, it } from '@jest/globals';
import { GenerateSecretString, generateSecret } from '../../../local/secrets/generate.ts';

const generate = (wanted: object): string => generateSecret(GenerateSecretString.parse(wanted));

describe('a generated secret', () => {
  it('has the length and the kinds of characters that the template asks for, and is another one each time', () => {
    const secret = generate({ PasswordLength: 96, ExcludePunctuation: true });
    expect(secret).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{96}$/);
    expect(generate({ PasswordLength: 96, ExcludePunctuation: true })).not.toBe(secret);
  });

  it('leaves out what is excluded', () => {
    const secret = generate({ PasswordLength: 400, ExcludeCharacters: 'aB3"', ExcludeUppercase: true });
    expect(secret).toHaveLength(400);
    expect(secret).not.toMatch(/[aB3"A-Z ]/);
  });

  it('fills a field of a JSON template', () => {
    const secret = JSON.parse(
      generate({ SecretStringTemplate: '{"user":"x"}', GenerateStringKey: 'password' }),
    ) as Record<string, string>;
    expect(secret).toEqual({ user: 'x', password: expect.stringMatching(/^.{32}$/) });
  });
});
