import { openAsBlob } from 'node:fs';
import type { z } from 'zod';
import type { Outcome } from '../../schemas/client.ts';
import { DocumentAnnouncement } from '../../schemas/document.ts';
import { announceDocument, completeDocument } from '../../schemas/operations/documents.ts';
import { sha256Of } from '../read-file.ts';
import { Rejection } from '../rejection.ts';
import { type Run, throwIfStopped } from '../run.ts';
import { refusalOf } from './refusal.ts';

export type Announcement = z.input<typeof DocumentAnnouncement>;

const MOST_ATTEMPTS = 4;
const PAUSE_MS = 500;
/** `If-None-Match: *`: the object is there already, from an attempt whose end was not heard. */
const ALREADY_THERE = 412;

/**
 * One file: announced, put where the network says (its bytes streamed, the hash known before), completed. The keys follow from the content,
 * so that an upload that was cut off goes on where it was. `unchanged`: the network has these bytes.
 */
export async function upload(run: Run, path: string, announcement: Announcement): Promise<'stored' | 'unchanged'> {
  const parsed = DocumentAnnouncement.safeParse(announcement);
  if (!parsed.success)
    throw new Rejection(
      'DOES_NOT_FIT',
      parsed.error.issues
        .map((issue) => `${issue.path.join('.')} ${issue.code}`)
        .slice(0, 5)
        .join(', '),
    );
  const body = parsed.data;
  for (let attempt = 1; ; attempt += 1) {
    throwIfStopped(run);
    const announced = await run.call(announceDocument, { body }, { idempotencyKey: sha256Of(JSON.stringify(body)) });
    if (!announced.ok) throw refusalOf(announced);
    const { documentId, upload: target } = announced.body;
    if (target === undefined) return 'unchanged';
    if (await put(run, path, { target, byteLength: body.byteLength })) {
      const completed = await run.call(
        completeDocument,
        { params: { documentId }, body: {} },
        { idempotencyKey: sha256Of(`complete ${documentId} ${body.sha256} ${attempt}`) },
      );
      if (completed.ok) return 'stored';
      if (!completed.problem.code.startsWith('UPLOAD_')) throw refusalOf(completed);
    }
    if (attempt === MOST_ATTEMPTS) throw new Rejection('UPLOAD_FAILED');
    await run.surroundings.sleep(PAUSE_MS * 2 ** attempt * (0.5 + run.surroundings.random() / 2), run.signal);
  }
}

type Target = NonNullable<Extract<Outcome<typeof announceDocument>, { ok: true }>['body']['upload']>;

/** Whether the bytes are there now. A URL that has expired, or a store that is away, is no reason to give up: it is announced again. */
async function put(
  run: Run,
  path: string,
  { target, byteLength }: { target: Target; byteLength: number },
): Promise<boolean> {
  const blob = await openAsBlob(path).catch(() => undefined);
  if (blob === undefined) throw new Rejection('NOT_READABLE');
  if (blob.size !== byteLength) throw new Rejection('CHANGED_WHILE_READ');
  try {
    const response = await run.surroundings.fetch(target.url, {
      method: target.method,
      headers: sendable(target.headers),
      body: blob,
      signal: run.signal,
    });
    await response.arrayBuffer();
    return response.ok || response.status === ALREADY_THERE;
  } catch {
    throwIfStopped(run);
    return false;
  }
}

/** fetch sets these itself, from the URL and the body. */
function sendable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['host', 'content-length'].includes(name.toLowerCase())),
  );
}
