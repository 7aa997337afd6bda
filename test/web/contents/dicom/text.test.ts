import { describe, expect, it } from '@jest/globals';
import { decodeText, nameOf } from '../../../../web/contents/dicom/text.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('text in the object’s character set', () => {
  it.each([
    // PS3.5, H.3.1: a name in three groups with ISO 2022 IR 87.
    [
      '5961 6d61 6461 5e54 6172 6f75 3d1b 2442 3b33 4544 1b28 425e 1b24 4242 404f 3a1b 2842',
      ['', 'ISO 2022 IR 87'],
      'Yamada^Tarou=山田^太郎',
    ],
    // PS3.5, H.3.2: half-width katakana in the upper half (IR 13).
    ['d4cf c0de 5ec0 dbb3', ['ISO_IR 13'], 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
    ['e5b1b1 e794b0', ['ISO_IR 192'], '山田'],
    ['4d fc 6c 6c 65 72', ['ISO_IR 100'], 'Müller'],
    ['5465 7374 00 20', [''], 'Test'],
  ])('%s', (hex, sets, text) => {
    expect(decodeText(bytes(hex), sets)).toBe(text);
  });

  it('bytes that the set does not have are marked, and harm nobody', () => {
    expect(decodeText(bytes('1b24 28 44 3021'), ['', 'ISO 2022 IR 159'])).toContain('\ufffd');
  });

  it.each([
    ['Noto^Hanako=能登^花子=ノト^ハナコ', '能登 花子'],
    ['Doe^John', 'Doe John'],
    ['', ''],
  ])('the name of %s', (written, name) => {
    expect(nameOf(written)).toBe(name);
  });
});
