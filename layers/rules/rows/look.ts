import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, clerk, administrator } = PERSONAS;
const LINKED = [
  'ownLinkVerified',
  'discloserDiscloses',
  'disclosedLinkVerified',
  'consentInForce',
  'consentCoversPair',
  'consentCoversContent',
  'contentPublished',
] as const;

/** `content.open` rows decide each content of each facility; the other rows whether there is a look at all. */
export const LOOK_ROWS: readonly Rule[] = [
  {
    id: 'LOOK-01',
    effect: 'permit',
    acts: ['content.open'],
    says: {
      ja: '施設は、自施設の記録を、自施設職員への公開方針の範囲で常に見ることができる（同意の有無によらない）。',
      en: 'A facility always sees its own records, as it opens them to the occupations of its own staff, with or without consent.',
    },
    basis: [BASIS.ownRecords, BASIS.publication],
    when: ['worksWithPatients', 'ownRecord', 'ownLinkVerified', 'contentPublished'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'content.open',
        facts: [...doctor, 'ownRecord', 'ownLinkVerified', 'contentPublished'],
        says: {
          ja: '患者が同意を撤回した後、病院の医師が自院の処方を見る。',
          en: "After a withdrawal a hospital doctor sees the hospital's own prescriptions.",
        },
      },
      deny: {
        act: 'content.open',
        facts: [...clerk, 'ownRecord', 'ownLinkVerified'],
        says: {
          ja: '事務職員が、自院が事務に公開していない医師記録を見ようとする。',
          en: "A clerk tries to see physicians' notes that the hospital does not open to clerks.",
        },
      },
    },
  },
  {
    id: 'LOOK-02',
    effect: 'permit',
    acts: ['content.open'],
    says: {
      ja: '閲覧施設は、双方の施設と内容に及ぶ有効な同意があり、自施設と相手施設の患者IDがともに紐づけ済みのとき、相手施設がその職種に公開する診療情報を見ることができる。',
      en: "A viewing facility sees what another facility publishes to the occupation, when a consent in force covers both facilities and the content, and both facilities' patient IDs are linked and verified.",
    },
    basis: [BASIS.thirdParty, BASIS.comprehensiveConsent, BASIS.ownIdLink, BASIS.publication],
    when: ['worksWithPatients', 'facilityViews', ...LINKED],
    unless: ['ownRecord'],
    owes: [],
    examples: {
      allow: {
        act: 'content.open',
        facts: [...doctor, ...LINKED],
        says: {
          ja: '包括同意のある患者について、診療所の医師が病院の検査結果を見る。',
          en: "With comprehensive consent a clinic doctor sees the hospital's laboratory results.",
        },
      },
      deny: {
        act: 'content.open',
        facts: [...doctor, ...LINKED.filter((fact) => fact !== 'consentCoversContent')],
        says: {
          ja: '患者が同意から除いた種類の診療情報を見ようとする。',
          en: 'The kind of content is one that the patient left out of the consent.',
        },
      },
    },
  },
  {
    id: 'LOOK-03',
    effect: 'permit',
    acts: ['look.timeline', 'look.document', 'look.content'],
    says: {
      ja: '自施設の患者IDを紐づけた施設の診療・介護職と事務は、その患者のカレンダーと診療情報を開くことができる。何が見えるかはLOOK-01とLOOK-02による。',
      en: "Care staff and clerks of a facility with its own link may open the patient's calendar and documents; LOOK-01 and LOOK-02 decide what is in them.",
    },
    basis: [BASIS.ownIdLink, BASIS.officeSeesNoRecords],
    when: ['worksWithPatients', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'look.timeline',
        facts: [...doctor, 'ownLinkVerified'],
        says: {
          ja: '紐づけ済みの診療所の医師がカレンダーを開く。',
          en: "A linked clinic's doctor opens the calendar.",
        },
      },
      deny: {
        act: 'look.timeline',
        facts: [...administrator, 'ownLinkVerified'],
        says: {
          ja: '診療・介護・事務の職種を持たない施設管理者が開こうとする。',
          en: 'An administrator with no occupation of care or clerk tries to open it.',
        },
      },
    },
  },
  {
    id: 'LOOK-04',
    effect: 'permit',
    acts: ['look.timeline'],
    says: {
      ja: '患者を登録した施設の診療・介護職と事務は、自施設の患者IDを紐づけるまでの間、カレンダーを開くことができる（まだ何も見えない）。',
      en: 'Care staff and clerks of the facility that registered the patient may open the calendar before it makes its own link; nothing is in it yet.',
    },
    basis: [BASIS.firstRegistration, BASIS.ownIdLink],
    when: ['worksWithPatients', 'registeredByCaller', 'ownLinkAbsent'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'look.timeline',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '初回登録の直後に、空のカレンダーを開く。',
          en: 'The empty calendar is opened right after a first registration.',
        },
      },
      deny: {
        act: 'look.document',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: { ja: '紐づけのないまま文書を開こうとする。', en: 'A document is asked for without a link.' },
      },
    },
  },
];
