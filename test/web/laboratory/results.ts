import type { DocumentContents } from '../../../web/daily-contents/documents.ts';
import type { LabResult } from '../../../web/laboratory/result-key.ts';

let written = 0;
type Given = { facility?: string; day: string; stage?: 'order' | 'done'; number?: string };

/** A document with laboratory results, as the API answers it. */
export const laboratory = (given: Given, ...results: LabResult[]): DocumentContents => {
  written += 1;
  const { facility = 'ty-hospital', day, stage = 'done', number } = given;
  return {
    documentId: `doc_${written}`,
    facilityId: facility,
    contentType: 'laboratory',
    stage,
    day,
    title: '検査',
    state: 'available',
    content: { kind: 'laboratory', ...(number !== undefined && { orderNumber: number }), results },
  } as unknown as DocumentContents;
};

export const hba1c = (text: string, more: Partial<LabResult> = {}): LabResult => ({
  item: { code: '3D046000001906202', system: 'JC10', name: 'HbA1c(NGSP)' },
  value: { text, numeric: true },
  unit: '%',
  referenceRange: '4.9-6.0',
  ...more,
});
