import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, administrator, officer } = PERSONAS;

export const PATIENT_ROWS: readonly Rule[] = [
  {
    id: 'PATIENT-01',
    effect: 'permit',
    acts: ['patient.register', 'patient.search'],
    says: {
      ja: '公開施設・閲覧施設の診療・介護職、事務、施設管理者は、患者を登録し、探すことができる。',
      en: 'Care staff, clerks and administrators of a disclosing or viewing facility may register and search for patients.',
    },
    basis: [BASIS.firstRegistration, BASIS.addingFacility],
    when: ['handlesRegistration', 'facilityTakesPart'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.register',
        facts: clerk,
        says: {
          ja: '診療所の事務職員が、同意した患者を登録する。',
          en: 'A clinic clerk registers a patient who has consented.',
        },
      },
      deny: {
        act: 'patient.register',
        facts: without(clerk, 'facilityViews', 'facilityTakesPart'),
        says: {
          ja: '公開も閲覧もしない施設の事務職員が登録しようとする。',
          en: 'A clerk of a facility that neither discloses nor views tries to register.',
        },
      },
    },
  },
  {
    id: 'PATIENT-02',
    effect: 'permit',
    acts: ['patient.search', 'patient.read'],
    says: {
      ja: '運営事務局は、患者を探し、基本情報・紐づけ・同意の状態を見ることができる（診療情報は見ない）。',
      en: 'The network office may search for patients and read demographics, links and the state of consent (never records).',
    },
    basis: [BASIS.officeTasks],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.read',
        facts: officer,
        says: {
          ja: '事務局員が、重複登録の問い合わせを受けて確認する。',
          en: 'An officer looks into a report of a duplicate registration.',
        },
      },
      deny: {
        act: 'patient.register',
        facts: officer,
        says: {
          ja: '事務局員が患者を登録しようとする（登録は施設が行う）。',
          en: 'An officer tries to register a patient; facilities register.',
        },
      },
    },
  },
  {
    id: 'PATIENT-03',
    effect: 'permit',
    acts: ['patient.read', 'patient.update'],
    says: {
      ja: '自施設の患者IDを紐づけた施設の職員は、患者の基本情報・紐づけ・同意の状態を見て、訂正できる。',
      en: "Staff of a facility with a verified link of its own may read the patient's demographics, links and state of consent, and correct them.",
    },
    basis: [BASIS.ownIdLink, BASIS.accuracy, BASIS.correction],
    when: ['handlesRegistration', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.update',
        facts: [...clerk, 'ownLinkVerified'],
        says: {
          ja: '紐づけ済みの診療所の事務職員が、転居した患者の住所を直す。',
          en: 'A clerk of a linked clinic corrects the address of a patient who has moved.',
        },
      },
      deny: {
        act: 'patient.read',
        facts: [...doctor, 'ownLinkAbsent'],
        says: {
          ja: '患者を紐づけていない病院の医師が見ようとする。',
          en: 'A doctor of a hospital without a link to the patient tries to read.',
        },
      },
    },
  },
  {
    id: 'PATIENT-04',
    effect: 'permit',
    acts: ['patient.read', 'patient.update'],
    says: {
      ja: '患者を登録した施設の職員は、自施設の患者IDを紐づけるまでの間も、基本情報を見て訂正できる。',
      en: 'Staff of the facility that registered the patient may read and correct the demographics until it makes its own link.',
    },
    basis: [BASIS.firstRegistration, BASIS.accuracy],
    when: ['handlesRegistration', 'registeredByCaller', 'ownLinkAbsent'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.read',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '初回登録の途中で、次の手順に進む前に見直す。',
          en: 'A clerk reviews a first registration before going on to the next step.',
        },
      },
      deny: {
        act: 'patient.read',
        facts: [...clerk, 'registeredByCaller'],
        says: {
          ja: '登録した施設が、紐づけを解除した後に見ようとする。',
          en: 'The facility that registered tries to read after its link has ended.',
        },
      },
    },
  },
  {
    id: 'PATIENT-05',
    effect: 'permit',
    acts: ['patient.refresh'],
    says: {
      ja: '同意があり自施設の患者IDが紐づいていれば、診療・介護職と事務は、見ることのできる公開施設に最新データを要求できる。',
      en: 'With a consent in force and its own link, care staff and clerks may ask for the latest data from the facilities they may look at.',
    },
    basis: [BASIS.firstRegistration, BASIS.thirdParty],
    when: ['worksWithPatients', 'facilityViews', 'ownLinkVerified', 'consentInForce'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.refresh',
        facts: [...doctor, 'ownLinkVerified', 'consentInForce'],
        says: {
          ja: '診察前に、医師が病院の最新データを要求する。',
          en: "Before a consultation a doctor asks for the hospital's latest data.",
        },
      },
      deny: {
        act: 'patient.refresh',
        facts: [...doctor, 'ownLinkVerified'],
        says: {
          ja: '患者が同意を撤回した後に要求する。',
          en: 'The request comes after the patient has withdrawn consent.',
        },
      },
    },
  },
  {
    id: 'PATIENT-06',
    effect: 'permit',
    acts: ['patient.merge'],
    says: {
      ja: '重複した登録の統合は、運営事務局だけが行う。',
      en: 'Only the network office merges duplicate registrations.',
    },
    basis: [BASIS.accuracy, BASIS.officeTasks],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'patient.merge',
        facts: officer,
        says: {
          ja: '事務局員が、確認のうえ二つの登録を統合する。',
          en: 'An officer merges two registrations after checking.',
        },
      },
      deny: {
        act: 'patient.merge',
        facts: [...administrator, 'ownLinkVerified', 'registeredByCaller'],
        says: { ja: '施設管理者が統合しようとする。', en: 'A facility administrator tries to merge.' },
      },
    },
  },
];
