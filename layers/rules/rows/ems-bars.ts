import type { Rule, RuleAct } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, emsDoctor, confirming } = PERSONAS;
/** Whatever looks for, opens or prolongs. Lists and the end of an access stay possible, so that nothing is left open. */
const OPENING: readonly RuleAct[] = [
  'ems.lookup',
  'ems.confirm',
  'ems.search',
  'ems.timeline',
  'ems.document',
  'ems.content',
  'ems.extend',
];
const looksUp = {
  act: 'ems.lookup',
  facts: emsDoctor,
  says: {
    ja: 'EMS権限のある診療所の医師が、搬送された患者の患者IDを入力する。',
    en: 'A clinic doctor with the EMS privilege types the patient ID of somebody brought in by ambulance.',
  },
} as const;
const GRANTED = [...emsDoctor, 'grantOfCaller', 'grantLive'] as const;
const CONSENTED = ['occasionOfEms', 'patientAble', 'consentTaken', 'consentWritten'] as const;

/** The permits ask for the same facts; the bars name the reason. */
export const EMS_BAR_ROWS: readonly Rule[] = [
  {
    id: 'EMS-BAR-01',
    effect: 'forbid',
    acts: OPENING,
    says: {
      ja: 'EMS権限のない職員は、EMSを使うことができない。',
      en: 'A person without the EMS privilege may not use EMS.',
    },
    basis: [BASIS.emsPrivilege],
    when: [],
    unless: ['hasEmsPrivilege'],
    owes: [],
    examples: {
      allow: looksUp,
      deny: {
        act: 'ems.lookup',
        facts: [...doctor, 'isMedicalInstitution'],
        says: {
          ja: 'EMS権限のない医師が、患者IDを入力する。',
          en: 'A doctor without the EMS privilege types a patient ID.',
        },
      },
    },
  },
  {
    id: 'EMS-BAR-02',
    effect: 'forbid',
    acts: OPENING,
    says: {
      ja: '医療機関（病院・診療所）のほかは、EMSを使うことができない。',
      en: 'Only medical institutions (hospitals and clinics) may use EMS.',
    },
    basis: [BASIS.emsWho],
    when: [],
    unless: ['isMedicalInstitution'],
    owes: [],
    examples: {
      allow: looksUp,
      deny: {
        act: 'ems.search',
        facts: [...doctor, 'hasEmsPrivilege'],
        says: {
          ja: '薬局の薬剤師が、氏名で患者IDを探そうとする。',
          en: "A pharmacy's pharmacist tries to find a patient ID by name.",
        },
      },
    },
  },
  {
    id: 'EMS-BAR-03',
    effect: 'forbid',
    acts: ['ems.timeline', 'ems.document', 'ems.content', 'ems.extend', 'content.openByGrant'],
    says: {
      ja: '患者の不同意・撤回があれば、それまでに開いたEMSの参照では何も見ることができない。',
      en: 'Once the patient has refused or withdrawn, nothing more is seen through an EMS access opened before.',
    },
    basis: [BASIS.withdrawal, BASIS.emsRefusal],
    when: ['refusedSinceGrant'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.timeline',
        facts: GRANTED,
        says: {
          ja: '同意を得て開いた参照を、その日のうちにもう一度見る。',
          en: 'A record opened with consent is looked at again on the same day.',
        },
      },
      deny: {
        act: 'ems.timeline',
        facts: [...GRANTED, 'refusedSinceGrant'],
        says: {
          ja: '後で連絡のついた家族等が不同意を示した後に、もう一度見ようとする。',
          en: 'The family, reached later, has refused; the record is asked for once more.',
        },
      },
    },
  },
  {
    id: 'EMS-BAR-04',
    effect: 'forbid',
    acts: ['ems.confirm'],
    says: {
      ja: '不同意・撤回のある患者の記録は、新たに同意を得たときのほかは、EMSで開くことができない。',
      en: 'The record of a patient who has refused or withdrawn opens by EMS only with a consent taken anew.',
    },
    basis: [BASIS.withdrawal, BASIS.emsRefusal],
    when: ['personConfirmed', 'refused'],
    unless: ['consentTaken', 'askedRecordIsOwn'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...confirming, ...CONSENTED, 'refused'],
        says: {
          ja: '以前に撤回した患者が、救急外来で改めて書面で同意する。',
          en: 'A patient who had withdrawn consents anew, in writing, in the emergency room.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [
          ...confirming,
          ...(['occasionOfEms', 'unavoidable', 'reasonGiven', 'familyNot', 'n5Allowed', 'refused'] as const),
        ],
        says: {
          ja: '包括同意を撤回した患者が意識不明で搬送され、同意なく開こうとする。',
          en: 'A patient who has withdrawn is brought in unconscious, and the record is asked for without consent.',
        },
      },
    },
  },
];
