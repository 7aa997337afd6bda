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
  // EMS.
  EMS_ID: problem(
    400,
    '救急の患者ID（@EMS）です。EMSの参照で開いてください。',
    'This is an EMS patient ID (@EMS); open it as an EMS look-up.',
  ),
  EMS_SUFFIX_REQUIRED: problem(
    400,
    '患者IDの後に @EMS を付けて入力してください。',
    'Type the patient ID followed by @EMS.',
  ),
  EMS_ATTEMPTS_EXHAUSTED: problem(
    429,
    'EMSの参照回数の上限に達しました。しばらくして再度お試しください。',
    'The limit of EMS look-ups is reached; try again later.',
  ),
  EMS_LOOKUP_OVER: problem(
    409,
    'この参照は期限切れか、既に確認済みです。患者IDから入力し直してください。',
    'This look-up has expired or was confirmed already; start again from the patient ID.',
  ),
  EMS_FACTS_NEEDED: problem(409, '規則が求める項目が不足しています。', 'The rules need more to be stated.'),
  EMS_NOT_PERMITTED: problem(
    403,
    'この条件では、どの規則もEMSの参照を許可しません。',
    'Under these circumstances no rule permits the EMS look.',
  ),
  EMS_GRANT_OVER: problem(
    409,
    'この参照は終了しています。続ける場合は、患者IDから参照し直してください。',
    'This access has ended; to go on, look the patient up again.',
  ),
  // What an emergency look still owes.
  OBLIGATION_CLOSED: problem(
    409,
    'この要対応は既に履行済みか、取り消されています。',
    'This obligation was fulfilled or cancelled already.',
  ),
  FULFILMENT_WITHOUT_EVIDENCE: problem(
    422,
    '履行の裏付け（同意書・診療録の記載・確認書・連絡先など）が必要です。',
    'The fulfilment needs its evidence (form, chart record, confirmation sheet, whom was told).',
  ),
  FULFILMENT_UNFIT: problem(
    422,
    '履行の内容が、この要対応の種類と合いません。',
    'The fulfilment does not fit this kind of obligation.',
  ),
  // Disaster rules and settings.
  DISASTER_RULE_PERIOD: problem(
    400,
    '臨時運用ルールの期間は、過去でなく、92日以内で終わりを定めてください。',
    'A disaster rule must not lie in the past, and must end within 92 days.',
  ),
  DISASTER_RULE_AREA: problem(
    400,
    '臨時運用ルールの地域に、参加施設のない施設IDまたは市町村があります。',
    'An area of the disaster rule names a facility or municipality without a member facility.',
  ),
  DISASTER_RULE_OVERLAPS: problem(
    409,
    '期間と地域の重なる臨時運用ルールが既にあります。延長するか、先に終了してください。',
    'Another disaster rule covers part of the period and areas; extend it, or end it first.',
  ),
  DISASTER_SELF_APPROVAL: problem(
    403,
    '宣言した本人は承認できません。事務局の別の職員が承認してください。',
    'Whoever declared a rule cannot approve it; another person of the network office must.',
  ),
  DISASTER_RULE_STATE: problem(
    409,
    'この臨時運用ルールの状態では、その操作はできません。',
    "The disaster rule's state does not allow this.",
  ),
  EMS_POLICY_INCOMPLETE: problem(
    422,
    'EMSに公開するには、診療時間と連絡先の登録が必要です。',
    'To open records to EMS, opening hours and a contact must be registered.',
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
