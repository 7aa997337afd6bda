import { faultAt } from '../../layers/edge/index.ts';
import type { Evidence, FulfilmentInput, ObligationDuty } from '../../schemas/obligation.ts';
import type { DocumentId, Sentence } from '../../schemas/primitives.ts';
import type { FieldError } from '../../schemas/problems.ts';

type Fits = { kind: FulfilmentInput['kind']; evidence: readonly Evidence['kind'][] };
/** Which kind of fulfilment fits which duty, and which kinds of evidence may be in it. */
const FULFILS: Record<ObligationDuty, Fits> = {
  keepConsentForm: { kind: 'evidence', evidence: ['form'] },
  recordInChart: { kind: 'evidence', evidence: ['chart'] },
  recordInChartOrSheet: { kind: 'evidence', evidence: ['chart', 'sheet'] },
  notifyBefore: { kind: 'notification', evidence: [] },
  notifyWithin7Days: { kind: 'notification', evidence: [] },
  obtainLaterConsent: { kind: 'laterConsent', evidence: ['form', 'chart', 'sheet'] },
  explainToPatient: { kind: 'explanation', evidence: [] },
};

export type Fault = {
  code: 'FULFILMENT_UNFIT' | 'FULFILMENT_WITHOUT_EVIDENCE' | 'INVALID_REQUEST';
  errors: FieldError[];
};
type Circumstances = {
  /** Where the fulfilment stands in the request. */
  pointer: string;
  now: string;
  isOwnForm: (documentId: DocumentId) => boolean;
};
/** A field of the fulfilment by its path, and what it holds. */
type At<T> = [path: string, value: T];

const UNFIT: Sentence = {
  ja: 'この要対応の種類に合わない内容です。',
  en: 'It does not fit this kind of obligation.',
};
const REQUIRED: Sentence = { ja: '履行の裏付けとして必要です。', en: 'The fulfilment needs it as its evidence.' };
const FUTURE: Sentence = { ja: '未来の日時です。', en: 'It lies in the future.' };
const NOT_A_FORM: Sentence = {
  ja: '自施設に登録された同意書の画像を指定してください。',
  en: 'Name the picture of a consent form at your own facility.',
};
const ONE_DUTY: Sentence = {
  ja: '指定した種類の要対応だけをまとめて履行できます。',
  en: 'Only obligations of the kind that was named can be fulfilled together.',
};
const ONE_BY_ONE: Sentence = {
  ja: '不同意は患者ごとに記録してください。',
  en: 'Record a refusal for each patient by itself.',
};

/** What is wrong with fulfilling this duty in this way; undefined where nothing is. */
export const faultOf = (duty: ObligationDuty, input: FulfilmentInput, at: Circumstances): Fault | undefined =>
  fault('FULFILMENT_UNFIT', unfitIn(duty, input), { at, code: 'unfit', says: UNFIT }) ??
  fault('FULFILMENT_WITHOUT_EVIDENCE', missingIn(input), { at, code: 'required', says: REQUIRED }) ??
  fault('INVALID_REQUEST', futureIn(input, at.now), { at, code: 'future', says: FUTURE }) ??
  fault('INVALID_REQUEST', strangeIn(input, at.isOwnForm), { at, code: 'not_a_form', says: NOT_A_FORM });

/** Several at once: one duty, and no refusal, which ends an access and is each patient's own word. */
export const notTogether = (wanted: {
  duty: ObligationDuty;
  duties: readonly ObligationDuty[];
  input: FulfilmentInput;
}): Fault | undefined => {
  const { duty, duties, input } = wanted;
  if (duties.some((one) => one !== duty))
    return { code: 'FULFILMENT_UNFIT', errors: [faultAt('/body/obligationIds', 'several_duties', ONE_DUTY)] };
  if ('outcome' in input && input.outcome === 'refused')
    return { code: 'FULFILMENT_UNFIT', errors: [faultAt('/body/fulfilment/outcome', 'one_by_one', ONE_BY_ONE)] };
  return undefined;
};

const fault = (
  code: Fault['code'],
  paths: readonly string[],
  says: { at: Circumstances; code: string; says: Sentence },
): Fault | undefined =>
  paths.length === 0
    ? undefined
    : { code, errors: paths.map((path) => faultAt(`${says.at.pointer}/${path}`, says.code, says.says)) };

const evidenceIn = (input: FulfilmentInput): Evidence | undefined =>
  input.kind === 'evidence' || input.kind === 'laterConsent' ? input.evidence : undefined;

const unfitIn = (duty: ObligationDuty, input: FulfilmentInput): string[] => {
  const fits = FULFILS[duty];
  if (input.kind !== fits.kind) return ['kind'];
  const evidence = evidenceIn(input);
  return evidence && !fits.evidence.includes(evidence.kind) ? ['evidence/kind'] : [];
};

/** Only consent that was obtained has evidence, and only an explanation that was given a time and somebody who heard it. */
const missingIn = (input: FulfilmentInput): string[] => {
  const evidence = evidenceIn(input);
  if (evidence?.kind === 'form' && evidence.keptAt === undefined && evidence.formDocumentId === undefined)
    return ['evidence/keptAt', 'evidence/formDocumentId'];
  switch (input.kind) {
    case 'evidence':
      return absent([['evidence', evidence]]);
    case 'notification':
      return absent([
        ['told', input.told],
        ['at', input.at],
      ]);
    case 'laterConsent':
      return input.outcome === 'obtained' ? absent([['evidence', evidence]]) : [];
    case 'explanation':
      return input.outcome === 'explained'
        ? absent([
            ['explainedTo', input.explainedTo],
            ['at', input.at],
          ])
        : [];
  }
};

const absent = (fields: At<unknown>[]): string[] =>
  fields.flatMap(([path, value]) => (value === undefined ? [path] : []));

/** Consent may have been taken long before the look: only the future is impossible. */
const futureIn = (input: FulfilmentInput, now: string): string[] => {
  const evidence = evidenceIn(input);
  const instants: At<string | undefined>[] = [
    ['at', 'at' in input ? input.at : undefined],
    ['evidence/recordedAt', evidence?.kind === 'chart' ? evidence.recordedAt : undefined],
    ['evidence/at', evidence?.kind === 'sheet' ? evidence.at : undefined],
  ];
  return instants.flatMap(([path, instant]) => (instant !== undefined && instant > now ? [path] : []));
};

const strangeIn = (input: FulfilmentInput, isOwnForm: Circumstances['isOwnForm']): string[] => {
  const evidence = evidenceIn(input);
  const documents: At<DocumentId | undefined>[] = [
    ['evidence/formDocumentId', evidence?.kind === 'form' ? evidence.formDocumentId : undefined],
    ['evidence/photoDocumentId', evidence?.kind === 'sheet' ? evidence.photoDocumentId : undefined],
  ];
  return documents.flatMap(([path, id]) => (id !== undefined && !isOwnForm(id) ? [path] : []));
};
