import type { Fact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { confirming } = PERSONAS;
/** What every look at another facility's record by EMS needs. */
export const ELSEWHERE = [
  'worksWithPatients',
  'facilityViews',
  'hasEmsPrivilege',
  'isMedicalInstitution',
  'personConfirmed',
  'openedForEms',
] as const satisfies Fact[];
const EMS = [...ELSEWHERE, 'occasionOfEms'] as const;
const OTHERWISE = ['askedRecordIsOwn', 'isEvacuee'] as const;
const arrived = [...confirming, 'occasionOfEms'] as const;

/** 平時, and in a disaster whoever is not an evacuee. Unless it is unavoidable, consent is written; where it is, oral consent suffices too. */
export const EMS_PEACETIME_ROWS: readonly Rule[] = [
  {
    id: 'EMS-N1',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '救急搬送または紹介状を持たずに受診した患者本人が意思を示せるときは、本人または家族等の書面の同意を得て、記録を開くことができる。',
      en: 'Where a patient came by ambulance or without a referral letter and is able to consent, the record opens with the written consent of the patient or the family.',
    },
    basis: [BASIS.emsWho, BASIS.emsConsent, BASIS.thirdParty, BASIS.emsWritten],
    when: [...EMS, 'patientAble', 'consentTaken', 'consentWritten'],
    unless: [...OTHERWISE, 'unavoidable'],
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'consentTaken', 'consentWritten'],
        says: {
          ja: '紹介状を持たずに受診した患者が、同意書に署名する。',
          en: 'A patient who came without a referral letter signs the consent form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'consentTaken', 'consentOral'],
        says: {
          ja: 'やむを得ない事情がないのに、口頭の同意だけで開こうとする。',
          en: 'Nothing makes it unavoidable, and there is oral consent only.',
        },
      },
    },
  },
  {
    id: 'EMS-N2',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人が意思を示せ、やむを得ない場合（生命の危機に関する緊急時など）は、本人または家族等の口頭の同意でもよい。診療録に記載する。',
      en: 'Where the patient is able and it is unavoidable (as in an emergency that threatens life), the oral consent of the patient or the family suffices; it is recorded in the chart.',
    },
    basis: [BASIS.emsOral, BASIS.emsConsent, BASIS.thirdParty],
    when: [...EMS, 'patientAble', 'unavoidable', 'consentTaken', 'consentOral'],
    unless: OTHERWISE,
    owes: ['recordInChart'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'unavoidable', 'reasonGiven', 'consentTaken', 'consentOral'],
        says: {
          ja: '胸痛で搬送された患者が、口頭で同意する。',
          en: 'A patient brought in with chest pain consents orally.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'unavoidable', 'reasonGiven'],
        says: {
          ja: '意思を示せる患者に尋ねないまま、緊急を理由に開こうとする。',
          en: 'The patient is able and was not asked; the emergency is given as the reason.',
        },
      },
    },
  },
  {
    id: 'EMS-N2W',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人が意思を示せるときは、やむを得ない場合でも、本人または家族等の書面の同意で開くことができる。',
      en: 'Where the patient is able, the written consent of the patient or the family is as good when it is unavoidable.',
    },
    basis: [BASIS.emsConsent, BASIS.thirdParty, BASIS.emsWritten],
    when: [...EMS, 'patientAble', 'unavoidable', 'consentTaken', 'consentWritten'],
    unless: OTHERWISE,
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'unavoidable', 'reasonGiven', 'consentTaken', 'consentWritten'],
        says: {
          ja: '緊急の処置の前に、患者が同意書に署名する。',
          en: 'Before an urgent procedure the patient signs the form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...confirming, 'patientAble', 'unavoidable', 'reasonGiven', 'consentTaken', 'consentWritten'],
        says: {
          ja: '救急搬送でも紹介状のない受診でもない患者の記録を開こうとする。',
          en: 'The patient came neither by ambulance nor without a referral letter.',
        },
      },
    },
  },
  {
    id: 'EMS-N3',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '意識不明等で本人が意思を示せないときは、家族等の書面の同意を得て、記録を開くことができる。',
      en: "Where the patient is not able to consent, the record opens with the family's written consent.",
    },
    basis: [BASIS.emsConsent, BASIS.emsWritten],
    when: [...EMS, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'],
    unless: [...OTHERWISE, 'patientAble', 'unavoidable'],
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'],
        says: {
          ja: '認知症の患者に付き添う長女が、同意書に署名する。',
          en: 'The daughter who accompanies a patient with dementia signs the form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyLater'],
        says: {
          ja: '家族等に後で尋ねるつもりで、先に開こうとする。',
          en: 'The family is to be asked later, and the record is asked for now.',
        },
      },
    },
  },
  {
    id: 'EMS-N4',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人が意思を示せず、やむを得ない場合は、家族等の口頭の同意でもよい。診療録に記載する。',
      en: "Where the patient is not able and it is unavoidable, the family's oral consent suffices; it is recorded in the chart.",
    },
    basis: [BASIS.emsOral, BASIS.emsConsent],
    when: [...EMS, 'unavoidable', 'familyBefore', 'consentTaken', 'consentByFamily', 'consentOral'],
    unless: [...OTHERWISE, 'patientAble'],
    owes: ['recordInChart'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [
          ...arrived,
          ...([
            'unavoidable',
            'reasonGiven',
            'familyBefore',
            'consentTaken',
            'consentByFamily',
            'consentOral',
          ] as const),
        ],
        says: {
          ja: '意識不明で搬送された患者の妻が、電話で同意する。',
          en: 'The wife of a patient brought in unconscious consents by telephone.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentOral'],
        says: {
          ja: 'やむを得ない事情がないのに、家族等の口頭の同意だけで開こうとする。',
          en: "Nothing makes it unavoidable, and there is the family's oral consent only.",
        },
      },
    },
  },
  {
    id: 'EMS-N4W',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人が意思を示せないときは、やむを得ない場合でも、家族等の書面の同意で開くことができる。',
      en: "Where the patient is not able, the family's written consent is as good when it is unavoidable.",
    },
    basis: [BASIS.emsConsent, BASIS.emsWritten],
    when: [...EMS, 'unavoidable', 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'],
    unless: [...OTHERWISE, 'patientAble'],
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [
          ...arrived,
          ...(['unavoidable', 'reasonGiven', 'familyBefore', 'consentTaken', 'consentByFamily'] as const),
          'consentWritten',
        ],
        says: {
          ja: '救急車に同乗した夫が、同意書に署名する。',
          en: 'The husband who came in the ambulance signs the form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'unavoidable', 'reasonGiven', 'familyBefore'],
        says: {
          ja: '付き添う家族等に尋ねないまま開こうとする。',
          en: 'The family is there and was not asked.',
        },
      },
    },
  },
  {
    id: 'EMS-N5',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人が意思を示せず、家族等にも連絡がつかず、やむを得ない場合は、ネットワークがそう定めたときに限り、理由を記録して同意なく開くことができる。回復後、本人に説明する。',
      en: 'Where the patient is not able, no family can be reached and it is unavoidable, the record opens without a consent, with the reason recorded, only if the network has chosen so; the patient is told on recovery.',
    },
    basis: [BASIS.emergency, BASIS.emsChoice, BASIS.emsExplain],
    when: [...EMS, 'unavoidable', 'familyNot', 'reasonGiven', 'n5Allowed'],
    unless: [...OTHERWISE, 'patientAble', 'consentTaken', 'refused'],
    owes: ['explainToPatient'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'unavoidable', 'familyNot', 'reasonGiven', 'n5Allowed'],
        says: {
          ja: '身寄りのわからない患者が意識不明で搬送され、生命の危機にある（ネットワークは認めると定めている）。',
          en: 'A patient with nobody beside them is brought in unconscious, in danger of life; the network has chosen to allow it.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'unavoidable', 'familyNot', 'reasonGiven'],
        says: {
          ja: '同じ場合に、ネットワークがまだ選んでいない（または認めないと定めている）。',
          en: 'The same, where the network has not chosen yet (or has chosen to refuse).',
        },
      },
    },
  },
];
