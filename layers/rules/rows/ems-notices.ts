import type { Fact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { confirming } = PERSONAS;
/** Of a look that opens something of another facility: not of a wrong patient, nor of own records. */
const OPENS = ['personConfirmed'] as const satisfies Fact[];
const OWN = ['askedRecordIsOwn'] as const satisfies Fact[];
const arrived = [...confirming, 'occasionOfEms', 'patientAble'] as const;
const signed = [...arrived, 'consentTaken', 'consentWritten'] as const;
const evacuated = [...confirming, 'isEvacuee', 'disasterInForce', 'relaxesEms', 'patientAble'] as const;
const evacuee = [...evacuated, 'consentTaken', 'consentWritten'] as const;

/**
 * Telling the disclosing facility. Owed by two rows each, one for everybody but evacuees and one for evacuees whose rule waives nothing: as
 * long as either is not known to be otherwise, the notice is owed.
 */
export const EMS_NOTICE_ROWS: readonly Rule[] = [
  {
    id: 'EMS-NOTICE-1',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '公開施設の診療時間内で担当者がいるときは、EMSを使うこととその理由を、事前に（電話などで）公開施設に伝える。',
      en: 'In its hours, when somebody is there, the disclosing facility is told beforehand (by telephone or otherwise) that EMS is used and why.',
    },
    basis: [BASIS.emsNotice],
    when: [...OPENS, 'discloserReachable'],
    unless: [...OWN, 'isEvacuee'],
    owes: ['notifyBefore'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...signed, 'discloserReachable'],
        says: {
          ja: '平日の午後、同意書を得て、病院の地域連携室に電話してから開く。',
          en: "On a weekday afternoon, with the form signed, the hospital's liaison office is telephoned first.",
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'discloserReachable'],
        says: {
          ja: '公開施設に電話で伝えただけで、同意を得ずに開こうとする。',
          en: 'The disclosing facility was telephoned, but nobody has consented.',
        },
      },
    },
  },
  {
    id: 'EMS-NOTICE-2',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '公開施設の診療時間外、または担当者不在のときは、EMSを使ったこととその理由を、7日以内に公開施設に伝える。',
      en: 'Out of its hours, or when nobody is there, the disclosing facility is told within 7 days that EMS was used and why.',
    },
    basis: [BASIS.emsNotice],
    when: OPENS,
    unless: [...OWN, 'isEvacuee', 'discloserReachable'],
    owes: ['notifyWithin7Days'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: signed,
        says: {
          ja: '深夜に同意書を得て開き、翌日公開施設に電話する。',
          en: 'The record opens at night with the form signed; the facility is telephoned the next day.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: arrived,
        says: {
          ja: '後で公開施設に伝えるつもりで、同意を得ずに開こうとする。',
          en: 'The facility is to be told later, but nobody has consented.',
        },
      },
    },
  },
  {
    id: 'EMS-NOTICE-1E',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '避難者でも、臨時運用ルールが連絡の省略を認めていなければ、診療時間内で担当者がいるときは、事前に公開施設に伝える。',
      en: 'For an evacuee too, unless the disaster rule waives notice, the disclosing facility is told beforehand in its hours when somebody is there.',
    },
    basis: [BASIS.emsNotice, BASIS.disasterNotice],
    when: [...OPENS, 'isEvacuee', 'discloserReachable'],
    unless: [...OWN, 'relaxesNotice'],
    owes: ['notifyBefore'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...evacuee, 'discloserReachable'],
        says: {
          ja: '連絡の省略を挙げていないルールの下で、平日の午後に避難者の記録を開く。',
          en: "Under a rule that does not waive notice, an evacuee's record opens on a weekday afternoon.",
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...evacuated, 'discloserReachable'],
        says: {
          ja: '公開施設に伝えただけで、避難者の同意を得ずに開こうとする。',
          en: 'The facility was told, but the evacuee was not asked.',
        },
      },
    },
  },
  {
    id: 'EMS-NOTICE-2E',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '避難者でも、臨時運用ルールが連絡の省略を認めていなければ、診療時間外または担当者不在のときは、7日以内に公開施設に伝える。',
      en: 'For an evacuee too, unless the disaster rule waives notice, the disclosing facility is told within 7 days out of its hours or when nobody is there.',
    },
    basis: [BASIS.emsNotice, BASIS.disasterNotice],
    when: [...OPENS, 'isEvacuee'],
    unless: [...OWN, 'relaxesNotice', 'discloserReachable'],
    owes: ['notifyWithin7Days'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: evacuee,
        says: {
          ja: '連絡の省略を挙げていないルールの下で、夜間に避難者の記録を開く。',
          en: "Under a rule that does not waive notice, an evacuee's record opens at night.",
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: evacuated,
        says: {
          ja: '後で伝えるつもりで、避難者の同意を得ずに開こうとする。',
          en: 'The facility is to be told later, but the evacuee was not asked.',
        },
      },
    },
  },
  {
    id: 'EMS-NOTICE-3',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが認めるとき、避難者については公開施設への連絡を省略できる。',
      en: 'Where the disaster rule waives it, no notice to the disclosing facility is owed for an evacuee.',
    },
    basis: [BASIS.disasterNotice, BASIS.disasterBounded],
    when: [...OPENS, 'isEvacuee', 'disasterInForce', 'relaxesNotice'],
    unless: OWN,
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...evacuee, 'relaxesNotice', 'discloserReachable'],
        says: {
          ja: '被災地の病院に連絡せずに、同意書を得た避難者の記録を開く。',
          en: 'The record of an evacuee who has signed opens without calling the hospital in the stricken area.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...evacuated, 'relaxesNotice'],
        says: {
          ja: '連絡の省略を理由に、避難者の同意も得ずに開こうとする。',
          en: 'Notice is waived, and the evacuee is not asked either.',
        },
      },
    },
  },
];
