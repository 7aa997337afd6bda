import type { Locator } from 'playwright-core';
import type * as z from 'zod';
import { jstDayOf } from '../../layers/names/index.ts';
import { createClient } from '../../schemas/client.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { MediaType } from '../../schemas/document.ts';
import { announcement, uploaded } from '../journeys/records.ts';
import type { TestRegion } from '../region.ts';
import type { WatchedPage } from './browser.ts';

/** 能登 花子 (n = 1) at TYテスト病院. */
const HOSPITAL = 'ty-hospital';
export const LOCAL_ID = '0000101';

export type SentFile = {
  title: string;
  bytes: Buffer;
  contentType?: ContentType;
  mediaType?: z.infer<typeof MediaType>;
};

/** Sends files of today as the hospital's own system does. */
export async function sendFiles(region: TestRegion, files: readonly SentFile[]): Promise<void> {
  const system = createClient({ origin: region.url, token: () => region.systemTokenOf(HOSPITAL) });
  for (const { title, bytes, contentType = 'image', mediaType = 'application/dicom' } of files) {
    const day = jstDayOf(new Date().toISOString());
    const { state } = await uploaded(
      system,
      announcement(LOCAL_ID, bytes, { day, title, contentType, mediaType }),
      bytes,
    );
    if (state !== 'available') throw new Error(`${title} is ${state}`);
  }
}

export async function chartOf(region: TestRegion): Promise<string> {
  const token = await region.tokenOf('test-clinic.clerk');
  const { body } = await region.api<{ items: { patientId: string }[] }>('GET', '/v1/patients?localId=101', { token });
  return `/patients/${body.items[0]?.patientId}/chart`;
}

/** Opens one by its title, as a person does: its day's cell, then its line where there are several and the list is not open yet. Answers its card in the pane. */
export async function openFile(page: WatchedPage, title: string): Promise<Locator> {
  const card = page.getByRole('article', { name: title }).first();
  const entry = page.getByRole('listitem').getByRole('button', { name: title }).first();
  if (!(await entry.isVisible())) await page.locator(`[role="gridcell"]:has([title*="${title}"])`).first().click();
  await card.or(entry).first().waitFor();
  if (!(await card.isVisible())) await entry.click();
  await card.waitFor();
  return card;
}

/** The text of a file's own messages in a card. */
export const alertsIn = async (card: Locator): Promise<string> =>
  (await card.getByRole('alert').allInnerTexts()).join(' ');
