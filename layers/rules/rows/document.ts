import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, administrator, system } = PERSONAS;
const KEPT = ['ownRecord', 'linkedOrEntrusted', 'notExcluded'] as const;

export const DOCUMENT_ROWS: readonly Rule[] = [
  {
    id: 'DOC-01',
    effect: 'permit',
    acts: ['document.announce'],
    says: {
      ja: '施設の診療・介護職と事務は、紐づけ済み（または委託契約のある）自施設の患者の文書を登録できる。除外リストの患者は除く。',
      en: "Care staff and clerks may add documents of their facility's own patients who are linked (or entrusted) and not on its exclusion list.",
    },
    basis: [BASIS.entrustment, BASIS.outwardPolling],
    when: ['worksWithPatients', ...KEPT],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.announce',
        facts: [...clerk, ...KEPT],
        says: { ja: '事務職員が、紹介状のPDFを登録する。', en: 'A clerk uploads a referral letter as a PDF.' },
      },
      deny: {
        act: 'document.announce',
        facts: [...clerk, ...KEPT.filter((fact) => fact !== 'linkedOrEntrusted')],
        says: {
          ja: '紐づけも委託契約もない患者の文書を登録しようとする。',
          en: 'The patient is neither linked nor entrusted.',
        },
      },
    },
  },
  {
    id: 'DOC-02',
    effect: 'permit',
    acts: ['document.announce', 'document.ingest'],
    says: {
      ja: '施設のシステムは、紐づけ済み（または委託契約のある）自施設の患者の診療情報を送ることができる。除外リストの患者は除く。',
      en: "A facility's system may send records of the facility's own patients who are linked (or entrusted) and not on its exclusion list.",
    },
    basis: [BASIS.entrustment, BASIS.outwardPolling],
    when: ['isSystem', 'systemActive', ...KEPT],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.ingest',
        facts: [...system, ...KEPT],
        says: {
          ja: '病院のシステムが、紐づけ済みの患者の処方を送る。',
          en: "A hospital's system sends a linked patient's prescriptions.",
        },
      },
      deny: {
        act: 'document.ingest',
        facts: [...system, ...KEPT.filter((fact) => fact !== 'notExcluded')],
        says: { ja: '除外リストにある患者の診療情報を送ろうとする。', en: 'The patient is on the exclusion list.' },
      },
    },
  },
  {
    id: 'DOC-03',
    effect: 'permit',
    acts: ['document.complete'],
    says: {
      ja: '施設の診療・介護職と事務は、予告した自施設の文書の受領を完了できる。',
      en: "Care staff and clerks may complete the upload of their own facility's document.",
    },
    basis: [BASIS.outwardPolling],
    when: ['worksWithPatients', 'ownRecord'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.complete',
        facts: [...clerk, 'ownRecord'],
        says: { ja: '事務職員が、送り終えた文書を完了する。', en: 'A clerk completes an upload.' },
      },
      deny: {
        act: 'document.complete',
        facts: clerk,
        says: { ja: '他施設の文書を完了しようとする。', en: "Another facility's document is to be completed." },
      },
    },
  },
  {
    id: 'DOC-04',
    effect: 'permit',
    acts: ['document.complete'],
    says: {
      ja: '施設のシステムは、予告した自施設の文書の受領を完了できる。',
      en: "A facility's system may complete the upload of the facility's own document.",
    },
    basis: [BASIS.outwardPolling],
    when: ['isSystem', 'systemActive', 'ownRecord'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.complete',
        facts: [...system, 'ownRecord'],
        says: {
          ja: '病院のシステムが、送り終えた画像を完了する。',
          en: "A hospital's system completes the upload of an image.",
        },
      },
      deny: {
        act: 'document.complete',
        facts: system,
        says: { ja: '他施設の文書を完了しようとする。', en: "Another facility's document is to be completed." },
      },
    },
  },
  {
    id: 'DOC-05',
    effect: 'permit',
    acts: ['document.markInError'],
    says: {
      ja: '施設の診療・介護職は、自施設の文書を誤登録として取り下げることができる（履歴は残る）。',
      en: "Care staff may mark their own facility's document as entered in error; history keeps it.",
    },
    basis: [BASIS.accuracy, BASIS.correction],
    when: ['roleIsCare', 'ownRecord'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.markInError',
        facts: [...doctor, 'ownRecord'],
        says: {
          ja: '医師が、別の患者に登録された自院の文書を取り下げる。',
          en: 'A doctor withdraws a document that was filed under the wrong patient.',
        },
      },
      deny: {
        act: 'document.markInError',
        facts: [...clerk, 'ownRecord'],
        says: { ja: '事務職員が取り下げようとする。', en: 'A clerk tries to.' },
      },
    },
  },
  {
    id: 'DOC-06',
    effect: 'permit',
    acts: ['document.markInError'],
    says: {
      ja: '施設管理者は、自施設の文書を誤登録として取り下げることができる（履歴は残る）。',
      en: "A facility administrator may mark the facility's own document as entered in error; history keeps it.",
    },
    basis: [BASIS.accuracy, BASIS.correction],
    when: ['isFacilityAdmin', 'ownRecord'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'document.markInError',
        facts: [...administrator, 'ownRecord'],
        says: {
          ja: '施設管理者が、誤って登録された文書を取り下げる。',
          en: 'An administrator withdraws a document entered by mistake.',
        },
      },
      deny: {
        act: 'document.markInError',
        facts: without(administrator, 'isFacilityAdmin').concat('ownRecord'),
        says: {
          ja: '管理者の権限を失った職員が取り下げようとする。',
          en: 'Somebody who no longer administers the facility tries to.',
        },
      },
    },
  },
];
