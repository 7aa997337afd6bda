import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { clerk, system } = PERSONAS;

/**
 * A facility's own system, whether the facility discloses or only views: its records stay its own, and what others see of them is decided at
 * every look.
 */
export const INGEST_ROWS: readonly Rule[] = [
  {
    id: 'INGEST-01',
    effect: 'permit',
    acts: ['demographics.put'],
    says: {
      ja: '施設のシステムは、除外リストにない自施設の患者の基本情報を送ることができる。紐づけ・保留中の紐づけ・委託契約のいずれもない患者の情報は保存されない。',
      en: "A facility's system may send the demographics of its own patients who are not on the exclusion list; nothing is kept of those who are neither linked, nor pending, nor entrusted.",
    },
    basis: [BASIS.pendingLink, BASIS.entrustment],
    when: ['isSystem', 'systemActive', 'notExcluded'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'demographics.put',
        facts: [...system, 'notExcluded'],
        says: {
          ja: '病院のシステムが、保留中の患者IDの基本情報を送り、照合される。',
          en: "A hospital's system sends the demographics of a pending ID, to be compared.",
        },
      },
      deny: {
        act: 'demographics.put',
        facts: system,
        says: { ja: '除外リストにある患者の基本情報を送ろうとする。', en: 'The patient is on the exclusion list.' },
      },
    },
  },
  {
    id: 'INGEST-02',
    effect: 'permit',
    acts: ['demographics.list', 'refresh.list'],
    says: {
      ja: '施設のシステムは、自施設の患者IDのうち紐づけ済み・確認待ちのものと、自施設への最新データ要求を読むことができる。',
      en: "A facility's system may read which of the facility's patient IDs are linked or pending, and the requests for its latest data.",
    },
    basis: [BASIS.outwardPolling],
    when: ['isSystem', 'systemActive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'refresh.list',
        facts: system,
        says: { ja: '病院のシステムが、最新データ要求を問い合わせる。', en: "A hospital's system polls for requests." },
      },
      deny: {
        act: 'refresh.list',
        facts: clerk,
        says: { ja: '事務職員が自分のIDで求める。', en: 'A clerk asks under a personal ID.' },
      },
    },
  },
  {
    id: 'INGEST-03',
    effect: 'permit',
    acts: ['refresh.complete'],
    says: {
      ja: '施設のシステムは、自施設への最新データ要求に応えたことを記録できる。',
      en: "A facility's system may record that it answered a request for its own latest data.",
    },
    basis: [BASIS.outwardPolling],
    when: ['isSystem', 'systemActive', 'ownRecord'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'refresh.complete',
        facts: [...system, 'ownRecord'],
        says: {
          ja: '病院のシステムが、送信を終えて要求を完了する。',
          en: "A hospital's system completes a request after sending.",
        },
      },
      deny: {
        act: 'refresh.complete',
        facts: without(system, 'systemActive').concat('ownRecord'),
        says: { ja: '停止された施設システムが完了しようとする。', en: 'A suspended system tries to.' },
      },
    },
  },
];
