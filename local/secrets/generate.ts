import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** CloudFormation's GenerateSecretString, with its defaults. */
export const GenerateSecretString = z.strictObject({
  PasswordLength: z.number().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
export type GenerateSecretString = z.output<typeof GenerateSecretString>;

/** A secret as the template asks for it: random characters, alone or as one field of a JSON template. */
export function generateSecret(wanted: GenerateSecretString): string {
  const alphabets = alphabetsOf(wanted);
  const required = wanted.RequireEachIncludedType ? alphabets.map(pick) : [];
  const all = alphabets.join('');
  const rest = Array.from({ length: wanted.PasswordLength - required.length }, () => pick(all));
  const password = shuffled([...required, ...rest]).join('');
  if (wanted.SecretStringTemplate === undefined || wanted.GenerateStringKey === undefined) return password;
  return JSON.stringify({
    ...(JSON.parse(wanted.SecretStringTemplate) as object),
    [wanted.GenerateStringKey]: password,
  });
}

function alphabetsOf(wanted: GenerateSecretString): string[] {
  const alphabets = [
    wanted.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    wanted.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    wanted.ExcludeNumbers ? '' : '0123456789',
    wanted.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    wanted.IncludeSpace ? ' ' : '',
  ];
  return alphabets
    .map((alphabet) => [...alphabet].filter((character) => !wanted.ExcludeCharacters.includes(character)).join(''))
    .filter((alphabet) => alphabet !== '');
}

const pick = (alphabet: string): string => alphabet[randomInt(alphabet.length)] ?? '';

/** Fisher and Yates. */
function shuffled(characters: string[]): string[] {
  const result = [...characters];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [result[index], result[other]] = [result[other] ?? '', result[index] ?? ''];
  }
  return result;
}
