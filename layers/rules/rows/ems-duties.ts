import type { Fact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { confirming } = PERSONAS;
/** Adds speak of a look that opens something: not of a wrong patient, nor of the own facility's records. */
const OPENS = ['personConfirmed'] as const satisfies Fact[];
const OWN = ['askedRecordIsOwn'] as const satisfies Fact[];
const signed = [...confirming, 'occasionOfEms', 'patientAble', 'consentTaken', 'consentWritten'] as const;
const evacuee = [...confirming, 'isEvacuee', 'disasterInForce', 'relaxesEms', 'relaxesOral'] as const;
const spoken = [...evacuee, 'patientAble', 'consentTaken', 'consentOral'] as const;

/** What is said of an allowed look beside its permit: that the peacetime rows go on, and the evidence of an evacuee's oral consent. */
export const EMS_DUTY_ROWS: readonly Rule[] = [
  {
    id: 'EMS-D5',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが有効でも、避難者でない患者には平時の規則による。',
      en: 'While a disaster rule is in force, the peacetime rules go on for whoever is not an evacuee.',
    },
    basis: [BASIS.disasterEvacuees, BASIS.disasterBounded],
    when: [...OPENS, 'disasterInForce'],
    unless: [...OWN, 'isEvacuee'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...signed, 'disasterInForce', 'relaxesEms', 'relaxesOral', 'relaxesNotice'],
        says: {
          ja: '地震の後、地元の患者が紹介状を持たずに受診し、同意書に署名する。',
          en: 'After the earthquake a local patient comes without a referral letter and signs the form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [
          ...confirming,
          ...([
            'occasionOfEms',
            'patientAble',
            'consentTaken',
            'consentOral',
            'disasterInForce',
            'relaxesEms',
          ] as const),
          'relaxesOral',
        ],
        says: {
          ja: '避難者でない患者を、ルールを理由に口頭の同意だけで開こうとする。',
          en: 'The patient is no evacuee, and the rule is given as the reason for oral consent.',
        },
      },
    },
  },
  {
    id: 'EMS-SHEET-1',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが同意確認書を認めるとき、避難者の口頭の同意は、診療録に記載するか、同意確認書を残す。',
      en: "Where the disaster rule permits confirmation sheets, an evacuee's oral consent is recorded in the chart or on a sheet.",
    },
    basis: [BASIS.disasterSheet],
    when: [...OPENS, 'isEvacuee', 'consentOral', 'disasterInForce', 'relaxesSheet'],
    unless: OWN,
    owes: ['recordInChartOrSheet'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...spoken, 'relaxesSheet'],
        says: {
          ja: '避難所から来た患者が口頭で同意し、看護師が同意確認書を書く。',
          en: 'A patient from a shelter consents orally, and a nurse writes the sheet.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...evacuee, 'relaxesSheet', 'patientAble'],
        says: {
          ja: '同意を得ないまま、同意確認書だけを書いて開こうとする。',
          en: 'A sheet is written, but nobody has consented.',
        },
      },
    },
  },
  {
    id: 'EMS-SHEET-2',
    effect: 'add',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが同意確認書を認めないとき、避難者の口頭の同意は診療録に記載する。',
      en: "Where the disaster rule permits no confirmation sheets, an evacuee's oral consent is recorded in the chart.",
    },
    basis: [BASIS.emsOral, BASIS.disasterOral],
    when: [...OPENS, 'isEvacuee', 'consentOral'],
    unless: [...OWN, 'relaxesSheet'],
    owes: ['recordInChart'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: spoken,
        says: {
          ja: '同意確認書を挙げていないルールの下で、避難者が口頭で同意する。',
          en: 'An evacuee consents orally under a rule that does not list confirmation sheets.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...evacuee, 'patientAble'],
        says: {
          ja: '同意を得ないまま、診療録への記載だけで開こうとする。',
          en: 'The chart is written, but nobody has consented.',
        },
      },
    },
  },
];
