import { type NormalisedDocument, type NormaliseOptions, parseAndNormalise } from '../../../agent/normalise/index.ts';
import type { Content, ContentKind } from '../../../schemas/content.ts';
import { fileName, type MessageParts, message, type NameParts } from './hl7-text.ts';

/** What one message of the test becomes; throws where it is rejected. */
export function documentsOf(
  name: NameParts,
  parts: MessageParts,
  options: NormaliseOptions = {},
): NormalisedDocument[] {
  const result = parseAndNormalise(message(parts), fileName(name), options);
  if (!result.ok) throw result.rejection;
  if (result.kind !== 'documents') throw new Error('demographics');
  return result.documents;
}

/** Why one message of the test is rejected. */
export function rejectionOf(name: NameParts, parts: MessageParts, options: NormaliseOptions = {}): string {
  const result = parseAndNormalise(message(parts), fileName(name), options);
  return result.ok ? 'accepted' : result.rejection.code;
}

/** The content of a document, known to be of a kind. */
export function contentOf<K extends ContentKind>(
  document: NormalisedDocument | undefined,
  kind: K,
): Extract<Content, { kind: K }> {
  if (document?.content?.kind !== kind) throw new Error(`${document?.content?.kind} is not ${kind}`);
  return document.content as Extract<Content, { kind: K }>;
}
