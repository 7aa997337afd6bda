import type { FileNote } from '../normalise/index.ts';

/** What is said of a file that was taken all the same. */
export const NOTES: Readonly<Record<FileNote['code'], { ja: string; en: string }>> = {
  UNKNOWN_SEGMENTS: { ja: '知らないセグメントを読み飛ばしました', en: 'unknown segments were passed over' },
  OTHER_PATIENT_ID: {
    ja: '電文の患者IDがフォルダーと異なります（フォルダーに従いました）',
    en: "the message names another patient ID; the folder's was taken",
  },
  UNREADABLE_BUT_WITHDRAWN: {
    ja: '削除電文が読めないため、ファイル名だけで取り消しました',
    en: 'an unreadable deletion was carried out by its file name',
  },
};
