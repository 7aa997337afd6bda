import * as z from 'zod';
import type { Sentence } from './primitives.ts';

type ProblemKind = { status: number; title: Sentence };
const problem = (status: number, ja: string, en: string): ProblemKind => ({ status, title: { ja, en } });

/**
 * Every problem a caller can meet (RFC 9457). A code is stable and never reused; several clauses of the rules may end in one code,
 * so that a refusal tells no more than the caller may know.
 */
export const PROBLEMS = {
  // Shape of the request.
  INVALID_REQUEST: problem(400, '入力に誤りがあります。', 'The request is not valid.'),
  MALFORMED_JSON: problem(400, '本文がJSONとして読めません。', 'The body is not readable as JSON.'),
  IDEMPOTENCY_KEY_REQUIRED: problem(
    400,
    'Idempotency-Keyヘッダーが必要です。',
    'The Idempotency-Key header is required.',
  ),
  IF_MATCH_REQUIRED: problem(428, 'If-Matchヘッダーが必要です。', 'The If-Match header is required.'),
  INVALID_CURSOR: problem(
    400,
    '続きの位置が無効か期限切れです。最初から検索してください。',
    'The cursor is invalid or expired; start again.',
  ),
  BODY_TOO_LARGE: problem(413, '送信内容が大きすぎます。', 'The request body is too large.'),
  UNSUPPORTED_MEDIA_TYPE: problem(
    415,
    'Content-Typeはapplication/jsonにしてください。',
    'Content-Type must be application/json.',
  ),
  IMPOSSIBLE_DATE: problem(400, '存在しない日付です。', 'No such date exists.'),
  INVALID_LOCAL_ID: problem(
    400,
    '患者IDの形が施設の設定と合いません。',
    "The patient ID does not fit the facility's setting.",
  ),
  SEARCH_TOO_BROAD: problem(
    400,
    '生年月日、氏名（姓と名）、電話番号、自院の患者IDのいずれかが必要です。',
    'Give a birth date, family and given name, a telephone number, or your own patient ID.',
  ),
  // Who asks.
  UNAUTHENTICATED: problem(401, 'サインインが必要です。', 'Sign-in is required.'),
  SESSION_REQUIRED: problem(
    401,
    'セッションが開始されていないか、終了しています。サインインし直してください。',
    'No session is open for this sign-in, or it has ended; sign in again.',
  ),
  FORBIDDEN: problem(403, 'この操作は許可されていません。', 'This operation is not permitted.'),
  NOT_FOUND: problem(404, '見つかりません。', 'Not found.'),
  // State of things.
  DUPLICATE_CANDIDATES: problem(
    409,
    '同じ方かもしれない登録があります。確認してください。',
    'Somebody already registered may be the same person; please check.',
  ),
  LINK_EXISTS: problem(
    409,
    'この施設の患者IDは既に紐づけられています。',
    "This facility's patient ID is already linked.",
  ),
  LINK_DEMOGRAPHICS_DIFFER: problem(
    409,
    '自院の患者基本情報と一致しません。',
    "The demographics differ from your own facility's.",
  ),
  LINK_ATTEMPTS_EXHAUSTED: problem(
    429,
    '本日の紐づけ試行回数の上限に達しました。',
    'The limit of link attempts for today is reached.',
  ),
  SEARCH_EXHAUSTED: problem(
    429,
    '検索回数の上限に達しました。しばらくして再度お試しください。',
    'The limit of searches is reached; try again later.',
  ),
  CONSENT_NOT_YET_EFFECTIVE: problem(
    400,
    '同意の発効日は今日以前にしてください。',
    'The consent must take effect today or earlier.',
  ),
  CONSENT_IN_FORCE: problem(
    409,
    '有効な同意があります。変更する場合は置き換える同意を指定してください。',
    'A consent is in force; name the consent to be replaced.',
  ),
  CONSENT_NOT_IN_FORCE: problem(
    409,
    'この同意は既に撤回または置き換えられています。',
    'This consent has already been withdrawn or replaced.',
  ),
  PATIENT_MERGED: problem(
    409,
    'この登録は別の登録に統合されています。統合先の登録で操作してください。',
    'This registration was merged into another; act on that one.',
  ),
  MERGE_CONFLICT: problem(
    409,
    '同じ施設に別々に紐づいているか、同意の内容が異なるため統合できません。',
    'Both are linked at one facility, or their consents differ; they cannot be merged.',
  ),
  DOCUMENT_STATE: problem(409, '文書の状態がこの操作を許しません。', "The document's state does not allow this."),
  UPLOAD_MISSING: problem(409, 'ファイルがまだ届いていません。', 'The file has not arrived.'),
  UPLOAD_MISMATCH: problem(
    422,
    '届いたファイルの大きさ・ハッシュ・種類が予告と一致しません。',
    'The size, hash or type of what arrived differs from what was announced.',
  ),
  ENTRUSTMENT_REQUIRED: problem(
    403,
    '紐づけられていない患者の診療情報を預けるには委託契約の記録が必要です。',
    'Storing records of patients who are not linked needs a recorded entrustment.',
  ),
  VERSION_CONFLICT: problem(
    412,
    '他の人が先に変更しました。最新の内容を確認してください。',
    'Somebody else changed it first; look at the latest version.',
  ),
  IDEMPOTENCY_CONFLICT: problem(
    409,
    '同じIdempotency-Keyで異なる内容が送られました。',
    'The Idempotency-Key was used with another body.',
  ),
  CONFLICT: problem(
    409,
    '同時に変更がありました。もう一度お試しください。',
    'There was a concurrent change; try again.',
  ),
  // The network itself.
  UNAVAILABLE: problem(
    503,
    '一時的に利用できません。少し待って再度お試しください。',
    'Temporarily unavailable; try again shortly.',
  ),
  AUDIT_UNAVAILABLE: problem(
    503,
    '監査記録が書けないため回答できません。',
    'The audit record cannot be written, so no answer can be given.',
  ),
  INTERNAL: problem(500, '内部エラーが発生しました。', 'An internal error occurred.'),
} as const satisfies Record<string, ProblemKind>;
export type ProblemCode = keyof typeof PROBLEMS;

/** One field at fault: RFC 6901 pointer into `/body`, `/query`, `/path` or `/headers`. */
export const FieldError = z
  .strictObject({
    pointer: z.string(),
    code: z.string(),
    message: z.string(),
    messageEn: z.string(),
  })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details; `title` is Japanese, `titleEn` English; `requestId` finds the log line. */
export const Problem = z
  .looseObject({
    type: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    title: z.string(),
    titleEn: z.string(),
    requestId: z.string().optional(),
    because: z.array(z.string()).optional().meta({ description: 'ids of the rules that decided' }),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
