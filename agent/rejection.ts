/** Why a file is not sent. Codes are stable; `detail` carries codes, paths and counts, never what stands in the record. */
export const REJECTIONS = {
  EMPTY_FILE: { ja: 'ファイルが空です', en: 'the file is empty' },
  TOO_LARGE: { ja: '大きすぎて送れません', en: 'too large to send' },
  NOT_READABLE: { ja: 'ファイルを開けません', en: 'the file cannot be opened' },
  NAME_PATTERN: { ja: 'ファイル名がSS-MIX2の形ではありません', en: 'the name is not of the SS-MIX2 form' },
  MISFILED_NAME: {
    ja: 'ファイル名と置かれたフォルダーが一致しません',
    en: 'misfiled: the name disagrees with its folder',
  },
  MISFILED_TYPE: {
    ja: 'ファイル名と電文の種別が一致しません',
    en: "misfiled: the name disagrees with the message's type",
  },
  MISFILED_PATIENT: {
    ja: 'ファイル名と電文の患者IDが一致しません',
    en: "misfiled: the name disagrees with the message's patient ID",
  },
  UNKNOWN_TYPE: { ja: '知らないデータ種別です', en: 'a data type that is not known' },
  IMPOSSIBLE_DAY: { ja: '存在しない日付です', en: 'no such day exists' },
  LOCAL_ID: { ja: '患者IDが施設の設定と合いません', en: "the patient ID does not fit the facility's setting" },
  NOT_HL7: { ja: 'HL7電文ではありません', en: 'not an HL7 message' },
  TWO_MESSAGES: { ja: '一つのファイルに複数の電文があります', en: 'several messages in one file' },
  UNKNOWN_CHARSET: { ja: '宣言された文字コードを知りません', en: 'the declared character set is not known' },
  BROKEN_CHARSET: {
    ja: '文字コードが混在しているか壊れています',
    en: 'mixed or broken character encoding',
  },
  CONTROL_CHARACTERS: { ja: '使えない制御文字があります', en: 'it holds control characters' },
  NOTHING_IN_IT: { ja: '中身となるセグメントがありません', en: 'the segments that would be its content are missing' },
  INCOMPLETE_DEMOGRAPHICS: { ja: '患者基本情報が足りません', en: 'the demographics are incomplete' },
  DOES_NOT_FIT: { ja: '内容が定めた形に収まりません', en: 'the content does not fit the schema' },
  NOT_DICOM: { ja: 'DICOMファイルではありません', en: 'not a DICOM file' },
  INCOMPLETE_DICOM: { ja: 'DICOMの必須項目がありません', en: 'a required DICOM element is missing' },
  NOT_ITS_FORMAT: { ja: '拡張子と中身が一致しません', en: 'the content is not what the file extension says' },
  CHANGED_WHILE_READ: { ja: '読み取り中にファイルが変わりました', en: 'the file changed while it was read' },
  NOT_ACCEPTED: { ja: 'ネットワークの検証を通りませんでした', en: "did not pass the network's own checks" },
  REFUSED: { ja: 'ネットワークが受け付けませんでした', en: 'the network refused it' },
  UPLOAD_FAILED: { ja: 'アップロードを完了できませんでした', en: 'the upload could not be completed' },
} as const satisfies Record<string, { ja: string; en: string }>;

export type RejectionCode = keyof typeof REJECTIONS;

/** A file that cannot be sent, thrown where that is found and caught once per file: a wrong file never stops the rest. */
export class Rejection extends Error {
  readonly code: RejectionCode;
  readonly detail: string | undefined;

  constructor(code: RejectionCode, detail?: string) {
    super(detail === undefined ? REJECTIONS[code].en : `${REJECTIONS[code].en}: ${detail}`);
    this.name = 'Rejection';
    this.code = code;
    this.detail = detail;
  }

  /** As the state remembers it from an earlier run. */
  static remembered({ code, detail }: { code?: string | undefined; detail?: string | undefined }): Rejection {
    const known = code !== undefined && Object.hasOwn(REJECTIONS, code) ? (code as RejectionCode) : 'DOES_NOT_FIT';
    return new Rejection(known, detail);
  }
}
