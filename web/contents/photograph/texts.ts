import { defineTexts } from '../../text/texts.ts';

export const texts = defineTexts({
  ja: {
    application: '写真の表示領域。+と−で拡大・縮小、矢印キーで移動、0で全体、Tで回転できます',
    alt: '{{title}}（{{day}}）の写真',
    altNoDay: '{{title}}の写真',
    help: 'ドラッグで移動、2本の指またはCtrl+ホイールで拡大・縮小できます。',
  },
  en: {
    application: 'Photograph. + and − zoom, arrow keys move, 0 shows all, T turns',
    alt: 'Photograph: {{title}} ({{day}})',
    altNoDay: 'Photograph: {{title}}',
    help: 'Drag to move; two fingers or Ctrl and the wheel zoom.',
  },
});
