import type { DocumentContents } from '../../../web/daily-contents/documents.ts';
import type { InjectionItem, PrescriptionItem } from '../../../web/medication/supply.ts';

type Given = {
  facility?: string;
  day: string;
  stage?: 'order' | 'done';
  number?: string;
};

let written = 0;

const head = ({ facility = 'ty-hospital', day, stage = 'order' }: Given) => {
  written += 1;
  return {
    documentId: `doc_${written}`,
    facilityId: facility,
    stage,
    day,
    title: '処方',
    state: 'available',
  } as const;
};

/** A document with a prescription, as the API answers it. */
export const prescription = (given: Given, ...items: PrescriptionItem[]): DocumentContents =>
  ({
    ...head(given),
    contentType: 'prescription',
    content: {
      kind: 'prescription',
      setting: 'outpatient',
      dispensing: 'inHouse',
      ...(given.number !== undefined && { orderNumber: given.number }),
      items,
    },
  }) as unknown as DocumentContents;

export const injection = (given: Given, ...items: InjectionItem[]): DocumentContents =>
  ({
    ...head(given),
    contentType: 'injection',
    content: { kind: 'injection', ...(given.number !== undefined && { orderNumber: given.number }), items },
  }) as unknown as DocumentContents;

export const amlodipine = { code: '999000001', system: 'HOT9', name: 'アムロジピン錠５ｍｇ' };
export const metformin = { code: '999000003', system: 'HOT9', name: 'メトホルミン錠２５０ｍｇ' };
