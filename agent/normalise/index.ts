import { createHash } from 'node:crypto';
import { type LocalIdFormat, normaliseLocalId } from '../../layers/names/index.ts';
import { BatchDocument } from '../../schemas/document.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { Message } from '../hl7/message.ts';
import { parseMessage } from '../hl7/parse-message.ts';
import { Rejection } from '../rejection.ts';
import { parseFileName, type StorageFileName } from '../ssmix2/file-name.ts';
import { STORAGE_TYPES } from '../ssmix2/types.ts';
import { contentsOf, withdrawalsOf } from './contents.ts';
import { demographicsOf } from './demographics.ts';
import { departmentNameOf } from './department.ts';
import { INFECTION_CODES } from './infection.ts';
import type { TypedDocument } from './source.ts';

export type NormaliseOptions = {
  /** How the facility writes its patient IDs. Without it, leading zeros do not count. */
  localIds?: LocalIdFormat;
  /** Whether another file of the storage is a version of the same thing. */
  revised?: boolean;
  /** JLAC10 codes, by their beginning. */
  infectionCodes?: readonly string[];
  /**
   * `reject` (default): a message that names another patient than its folder is refused. `trustFolder`: noted and taken, for storages whose
   * messages carry another system's patient numbers. Demographics are never taken from such a message.
   */
  otherPatientId?: 'reject' | 'trustFolder';
};

/** Something worth knowing about a file that was taken all the same. */
export type FileNote = { code: 'UNKNOWN_SEGMENTS' | 'OTHER_PATIENT_ID' | 'UNREADABLE_BUT_WITHDRAWN'; detail?: string };

/** What is sent of a message, but for the raw bytes. */
export type NormalisedDocument = Omit<BatchDocument, 'rawGzip'>;
export type Normalised =
  | { kind: 'demographics'; name: StorageFileName; demographics: Demographics; notes: FileNote[] }
  | { kind: 'documents'; name: StorageFileName; documents: NormalisedDocument[]; notes: FileNote[] };
export type NormalisedOrRejected = (Normalised & { ok: true }) | { ok: false; rejection: Rejection };

const Sendable = BatchDocument.omit({ rawGzip: true });
const ANY_LOCAL_ID: LocalIdFormat = { digits: 20, padding: 'none' };

/**
 * The bytes of one file of a standardized storage and its name → what the network is sent, checked by its schema; or why not. Pure: no
 * clock, no files. The same bytes always yield the same documents.
 */
export function parseAndNormalise(
  bytes: Uint8Array,
  fileName: string,
  options: NormaliseOptions = {},
): NormalisedOrRejected {
  try {
    return { ok: true, ...normalise(bytes, parseFileName(fileName), options) };
  } catch (error) {
    if (error instanceof Rejection) return { ok: false, rejection: error };
    throw error;
  }
}

function normalise(bytes: Uint8Array, name: StorageFileName, options: NormaliseOptions): Normalised {
  const rawSha256 = createHash('sha256').update(bytes).digest('hex');
  const notes: FileNote[] = [];
  try {
    const { message, unknownSegments } = parseMessage(bytes);
    if (unknownSegments.length > 0)
      notes.push({ code: 'UNKNOWN_SEGMENTS', detail: [...new Set(unknownSegments)].slice(0, 10).join(' ') });
    checkType(message, name);
    checkPatient({ message, name, options, notes });
    // Only the first would be read, and whose the second is nobody would know.
    if (message.all('MSH').length > 1) throw new Rejection('TWO_MESSAGES');
    if (name.type === 'ADT-00') return { kind: 'demographics', name, demographics: demographicsOf(message), notes };
    const { revised = false, infectionCodes = INFECTION_CODES } = options;
    // A superseded version takes nothing back: that is for the one that is current.
    const documents = contentsOf({ message, name, revised, infectionCodes }).filter(
      ({ withdrawn }) => !withdrawn || name.flag !== 'superseded',
    );
    return {
      kind: 'documents',
      name,
      documents: documents.map((document) => sendable({ document, name, rawSha256 })),
      notes,
    };
  } catch (error) {
    if (
      !(error instanceof Rejection) ||
      name.flag !== 'deleted' ||
      error.code.startsWith('MISFILED') ||
      name.type === 'ADT-00'
    )
      throw error;
    // What the source deleted must disappear even where the message that says so cannot be read: the file's name suffices.
    const documents = withdrawalsOf(name.type).map((document) => sendable({ document, name, rawSha256 }));
    return {
      kind: 'documents',
      name,
      documents,
      notes: [...notes, { code: 'UNREADABLE_BUT_WITHDRAWN', detail: error.code }],
    };
  }
}

function checkType(message: Message, name: StorageFileName): void {
  const type = message.first('MSH')?.field(9);
  const said = `${type?.text(1)}^${type?.text(2)}`;
  const expected: readonly string[] = STORAGE_TYPES[name.type].messages;
  if (!expected.includes(said))
    throw new Rejection('MISFILED_TYPE', `${name.type}: ${said.slice(0, 20).replaceAll(/[^\w^-]/g, '?')}`);
}

type PatientCheck = { message: Message; name: StorageFileName; options: NormaliseOptions; notes: FileNote[] };

/** PID-3, with or without `^^^^PI`, is the patient that the name says, after the facility's padding. */
function checkPatient({ message, name, options, notes }: PatientCheck): void {
  const format = options.localIds ?? ANY_LOCAL_ID;
  const ids = (message.first('PID')?.repetitions(3) ?? []).filter((id) => ['', 'PI'].includes(id.text(5)));
  if (ids.length === 0) throw new Rejection('NOTHING_IN_IT', 'PID-3');
  const expected = normaliseLocalId(name.patientId, format);
  if (expected === undefined) throw new Rejection('LOCAL_ID');
  if (ids.some((id) => normaliseLocalId(id.text(1), format) === expected)) return;
  if (options.otherPatientId !== 'trustFolder' || name.type === 'ADT-00') throw new Rejection('MISFILED_PATIENT');
  notes.push({ code: 'OTHER_PATIENT_ID' });
}

function sendable({
  document,
  name,
  rawSha256,
}: {
  document: TypedDocument;
  name: StorageFileName;
  rawSha256: string;
}): NormalisedDocument {
  const { suffix, withdrawn = false, department = departmentNameOf(name.departmentCode), ...contents } = document;
  const parsed = Sendable.safeParse({
    ...contents,
    ...(department !== undefined && { department }),
    ...(name.day !== undefined && { day: name.day }),
    sourceKey: suffix === undefined ? name.sourceKey : `${name.sourceKey}#${suffix}`,
    sourceVersion: name.version,
    flag: withdrawn && name.flag === 'current' ? 'deleted' : name.flag,
    rawSha256,
  });
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
  throw new Rejection('DOES_NOT_FIT', [...new Set(places)].slice(0, 5).join(', '));
}
