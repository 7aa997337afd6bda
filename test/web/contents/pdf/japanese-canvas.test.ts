import { expect, it } from '@jest/globals';
import { withJapanese } from '../../../../web/contents/pdf/japanese-canvas.ts';

it.each([
  [
    'normal normal 12px "HeiseiKakuGo-W5",g_d0_s1,sans-serif',
    'normal normal 12px "HeiseiKakuGo-W5",g_d0_s1,"Noto Sans JP Variable",sans-serif',
  ],
  ['italic bold 9px "g_d0_f1", serif', 'italic bold 9px "g_d0_f1", "Noto Sans JP Variable",serif'],
  ['10px "Ryumin-Light"', '10px "Ryumin-Light","Noto Sans JP Variable"'],
])('%s', (font, withOurs) => {
  expect(withJapanese(font)).toBe(withOurs);
});
