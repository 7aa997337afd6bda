import type { Fact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { ELSEWHERE } from './ems-peacetime.ts';
import { PERSONAS, without } from './personas.ts';

const { confirming } = PERSONAS;
/** A rule is in force between the two facilities, permits EMS for evacuees, and this is one. */
const RULE = ['isEvacuee', 'disasterInForce', 'relaxesEms'] as const satisfies Fact[];
const EVACUEE = [...ELSEWHERE, ...RULE] as const;
const OWN = ['askedRecordIsOwn'] as const;
/** As the circular of 2024-01-12 had it: everything relaxed. */
const arrived = [
  ...confirming,
  ...RULE,
  'relaxesOral',
  'relaxesSheet',
  'relaxesAfter',
  'relaxesConsent',
  'relaxesNotice',
] as const;

/** 災害時の避難者: each row needs the relaxation that it rests on; written consent needs no more than EMS for evacuees. */
export const EMS_DISASTER_ROWS: readonly Rule[] = [
  {
    id: 'EMS-D1O',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが有効な間、意思を示せる避難者については、本人または家族等の口頭の同意で記録を開くことができる。',
      en: 'While a disaster rule is in force, the record of an evacuee who is able to consent opens with the oral consent of the patient or the family.',
    },
    basis: [BASIS.disasterEvacuees, BASIS.disasterOral, BASIS.disasterBounded],
    when: [...EVACUEE, 'relaxesOral', 'patientAble', 'consentTaken', 'consentOral'],
    unless: OWN,
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'consentTaken', 'consentOral'],
        says: {
          ja: '輪島から避難した患者が、金沢の病院で口頭で同意する。',
          en: 'A patient evacuated from Wajima consents orally at a hospital in Kanazawa.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: without(
          [...arrived, 'patientAble', 'consentTaken', 'consentOral'],
          'disasterInForce',
          'relaxesEms',
          'relaxesOral',
        ),
        says: {
          ja: '臨時運用ルールの期間が終わった後に、口頭の同意だけで開こうとする。',
          en: 'The disaster rule is over, and there is oral consent only.',
        },
      },
    },
  },
  {
    id: 'EMS-D1W',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '臨時運用ルールが有効な間、意思を示せる避難者については、本人または家族等の書面の同意で記録を開くことができる。',
      en: 'While a disaster rule is in force, the record of an evacuee who is able to consent opens with the written consent of the patient or the family.',
    },
    basis: [BASIS.disasterEvacuees, BASIS.emsConsent, BASIS.disasterBounded],
    when: [...EVACUEE, 'patientAble', 'consentTaken', 'consentWritten'],
    unless: OWN,
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'patientAble', 'consentTaken', 'consentWritten'],
        says: { ja: '避難者が同意書に署名する。', en: 'An evacuee signs the consent form.' },
      },
      deny: {
        act: 'ems.confirm',
        facts: without([...arrived, 'patientAble', 'consentTaken', 'consentWritten'], 'relaxesEms'),
        says: {
          ja: '有効なルールが、避難者へのEMSを挙げていない。',
          en: 'The rule in force does not list EMS for evacuees.',
        },
      },
    },
  },
  {
    id: 'EMS-D2O',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '意思を示せない避難者については、家族等の口頭の同意を事前に得て開くことを基本とする。',
      en: "For an evacuee who is not able to consent, the principle is the family's oral consent, taken before.",
    },
    basis: [BASIS.disasterFamily, BASIS.disasterOral, BASIS.disasterBounded],
    when: [...EVACUEE, 'relaxesOral', 'familyBefore', 'consentTaken', 'consentByFamily', 'consentOral'],
    unless: [...OWN, 'patientAble'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentOral'],
        says: {
          ja: '意識のない避難者の息子が、避難所で口頭で同意する。',
          en: 'The son of an unconscious evacuee consents orally at the shelter.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyBefore'],
        says: {
          ja: '付き添う家族等に尋ねないまま開こうとする。',
          en: 'The family is there and was not asked.',
        },
      },
    },
  },
  {
    id: 'EMS-D2W',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '意思を示せない避難者については、家族等の書面の同意を事前に得て開くこともできる。',
      en: "For an evacuee who is not able to consent, the family's written consent, taken before, is as good.",
    },
    basis: [BASIS.disasterFamily, BASIS.emsConsent, BASIS.disasterBounded],
    when: [...EVACUEE, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'],
    unless: [...OWN, 'patientAble'],
    owes: ['keepConsentForm'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'],
        says: {
          ja: '意識のない避難者の妻が、同意書に署名する。',
          en: 'The wife of an unconscious evacuee signs the form.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: without([...arrived, 'familyBefore', 'consentTaken', 'consentByFamily', 'consentWritten'], 'isEvacuee'),
        says: {
          ja: '避難者でも、救急搬送でも、紹介状のない受診でもない。',
          en: 'The patient is no evacuee, and came neither by ambulance nor without a referral letter.',
        },
      },
    },
  },
  {
    id: 'EMS-D3',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '意思を示せない避難者で、家族等に後で連絡がつくときは、先に開き、家族等の同意を事後に確認することができる。本人への説明が残る。',
      en: 'For an evacuee who is not able to consent and whose family can be asked later, the record may open first; the family is asked afterwards, and the patient told.',
    },
    basis: [BASIS.disasterAfter, BASIS.emsExplain, BASIS.disasterBounded],
    when: [...EVACUEE, 'relaxesAfter', 'familyLater'],
    unless: [...OWN, 'patientAble', 'consentTaken', 'refused', 'd3Omitted'],
    owes: ['obtainLaterConsent', 'explainToPatient'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyLater'],
        says: {
          ja: '意識のない避難者の家族が、翌日避難所から来る。',
          en: 'The family of an unconscious evacuee will come from the shelter the next day.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: without([...arrived, 'familyLater'], 'relaxesAfter'),
        says: {
          ja: '有効なルールが、事後の同意を挙げていない。',
          en: 'The rule in force does not list consent after the fact.',
        },
      },
    },
  },
  {
    id: 'EMS-D3N',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '家族等の事後の同意を省略と解するとネットワークが定めているときは、家族等に後で連絡がつく避難者の記録も、理由を記録し、同意を省略して開くことができる。本人への説明が残る。',
      en: "Where the network has chosen to take the family's later consent as omitted, the record of an evacuee whose family can be asked later opens without one, with the reason recorded; the patient is told.",
    },
    basis: [BASIS.disasterAfter, BASIS.disasterOmitted, BASIS.emsExplain, BASIS.disasterBounded],
    when: [...EVACUEE, 'relaxesConsent', 'familyLater', 'd3Omitted', 'reasonGiven'],
    unless: [...OWN, 'patientAble', 'consentTaken', 'refused'],
    owes: ['explainToPatient'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyLater', 'd3Omitted', 'reasonGiven'],
        says: {
          ja: '省略と解するネットワークで、意識のない避難者の家族が翌日来る。',
          en: 'In a network that takes it as omitted, the family of an unconscious evacuee will come the next day.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: without([...arrived, 'familyLater', 'd3Omitted', 'reasonGiven'], 'relaxesConsent'),
        says: {
          ja: '有効なルールが、同意の省略を挙げていない。',
          en: 'The rule in force does not list consent omitted.',
        },
      },
    },
  },
  {
    id: 'EMS-D4',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '意思を示せない避難者で、家族等に連絡がつかないときは、理由を記録し、同意を省略して開くことができる。本人への説明が残る。',
      en: 'For an evacuee who is not able to consent and whose family cannot be reached, consent may be omitted, with the reason recorded; the patient is told.',
    },
    basis: [BASIS.disasterOmitted, BASIS.emergency, BASIS.emsExplain, BASIS.disasterBounded],
    when: [...EVACUEE, 'relaxesConsent', 'familyNot', 'reasonGiven'],
    unless: [...OWN, 'patientAble', 'consentTaken', 'refused'],
    owes: ['explainToPatient'],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyNot', 'reasonGiven'],
        says: {
          ja: '救助された意識のない避難者の家族の所在がわからない。',
          en: 'An evacuee is rescued unconscious, and nobody knows where the family is.',
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...arrived, 'familyNot'],
        says: {
          ja: '同意を得られない理由を記録せずに開こうとする。',
          en: 'Why no consent could be taken is not recorded.',
        },
      },
    },
  },
];
