import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, clerk, administrator, officer } = PERSONAS;

export const CONSENT_ROWS: readonly Rule[] = [
  {
    id: 'CONSENT-01',
    effect: 'permit',
    acts: ['consent.grant', 'consent.read'],
    says: {
      ja: '自施設の患者IDを紐づけた施設の職員は、患者の同意を記録し、履歴を見ることができる。',
      en: "Staff of a facility with its own link may record the patient's consent and read its history.",
    },
    basis: [BASIS.thirdParty, BASIS.comprehensiveConsent],
    when: ['handlesRegistration', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.grant',
        facts: [...clerk, 'ownLinkVerified'],
        says: {
          ja: '紐づけ済みの診療所が、書面の包括同意を記録する。',
          en: 'A linked clinic records a written comprehensive consent.',
        },
      },
      deny: {
        act: 'consent.grant',
        facts: [...clerk, 'ownLinkAbsent'],
        says: {
          ja: '患者を紐づけていない施設が同意を記録しようとする。',
          en: 'A facility without a link tries to record a consent.',
        },
      },
    },
  },
  {
    id: 'CONSENT-02',
    effect: 'permit',
    acts: ['consent.grant'],
    says: {
      ja: '患者を登録した（登録中の）施設の職員は、自施設の患者IDを紐づけるまでの間も、同意を記録できる。',
      en: 'Staff of the facility that registered (or is registering) the patient may record the consent until it makes its own link.',
    },
    basis: [BASIS.firstRegistration, BASIS.comprehensiveConsent],
    when: ['handlesRegistration', 'registeredByCaller', 'ownLinkAbsent'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.grant',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '初回登録と同時に包括同意を記録する。',
          en: 'Comprehensive consent is recorded together with the first registration.',
        },
      },
      deny: {
        act: 'consent.grant',
        facts: [...clerk, 'registeredByCaller'],
        says: {
          ja: '登録した施設が、紐づけを解除した後に同意を記録しようとする。',
          en: 'The facility that registered tries to record a consent after its link has ended.',
        },
      },
    },
  },
  {
    id: 'CONSENT-03',
    effect: 'permit',
    acts: ['consent.read'],
    says: {
      ja: '患者を登録した施設の職員は、自施設の患者IDを紐づけるまでの間も、同意の履歴を見ることができる。',
      en: 'Staff of the facility that registered the patient may read the history of consents until it makes its own link.',
    },
    basis: [BASIS.firstRegistration],
    when: ['handlesRegistration', 'registeredByCaller', 'ownLinkAbsent'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.read',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '初回登録の途中で、記録した同意を見直す。',
          en: 'A clerk reviews the consent in the middle of a first registration.',
        },
      },
      deny: {
        act: 'consent.read',
        facts: [...clerk, 'registeredByCaller'],
        says: {
          ja: '登録した施設が、紐づけを解除した後に見ようとする。',
          en: 'The facility that registered tries to read after its link has ended.',
        },
      },
    },
  },
  {
    id: 'CONSENT-04',
    effect: 'permit',
    acts: ['consent.withdraw'],
    says: {
      ja: '自施設の患者IDを紐づけた施設は、患者の申し出による撤回をいつでも記録できる。他施設の利用は直ちに止まる。',
      en: 'A facility with its own link may at any time record a withdrawal the patient asks for; use by all other facilities stops at once.',
    },
    basis: [BASIS.withdrawal, BASIS.stop],
    when: ['scopeIsStaff', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.withdraw',
        facts: [...doctor, 'ownLinkVerified'],
        says: { ja: '患者が診療所の窓口で撤回を申し出る。', en: 'The patient asks for a withdrawal at the clinic.' },
      },
      deny: {
        act: 'consent.withdraw',
        facts: [...doctor, 'ownLinkAbsent'],
        says: {
          ja: '患者と関わりのない施設が撤回を記録しようとする。',
          en: 'A facility with no tie to the patient tries to record a withdrawal.',
        },
      },
    },
  },
  {
    id: 'CONSENT-05',
    effect: 'permit',
    acts: ['consent.withdraw'],
    says: {
      ja: '患者を登録した施設は、患者の申し出による撤回をいつでも記録できる。',
      en: 'The facility that registered the patient may at any time record a withdrawal the patient asks for.',
    },
    basis: [BASIS.withdrawal, BASIS.stop],
    when: ['scopeIsStaff', 'registeredByCaller'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.withdraw',
        facts: [...administrator, 'registeredByCaller'],
        says: {
          ja: '紐づけを解除した後も、登録した施設が撤回を受け付ける。',
          en: 'The facility that registered takes a withdrawal even after its link has ended.',
        },
      },
      deny: {
        act: 'consent.withdraw',
        facts: administrator,
        says: {
          ja: '登録も紐づけもしていない施設が撤回を記録しようとする。',
          en: 'A facility that neither registered nor linked tries to.',
        },
      },
    },
  },
  {
    id: 'CONSENT-06',
    effect: 'permit',
    acts: ['consent.withdraw'],
    says: {
      ja: '運営事務局は、患者の申し出による撤回をいつでも記録できる。',
      en: 'The network office may at any time record a withdrawal the patient asks for.',
    },
    basis: [BASIS.withdrawal, BASIS.officeTasks],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.withdraw',
        facts: officer,
        says: { ja: '患者が事務局に電話で撤回を申し出る。', en: 'The patient asks the network office by telephone.' },
      },
      deny: {
        act: 'consent.read',
        facts: officer,
        says: {
          ja: '事務局が同意の履歴の全文を求める（状態は患者情報で確認する）。',
          en: 'The office asks for the full history; the state is in the patient record.',
        },
      },
    },
  },
  {
    id: 'CONSENT-07',
    effect: 'forbid',
    acts: ['consent.grant'],
    says: {
      ja: '患者が包括同意から除いた施設は、その患者の同意を記録できない（撤回の受け付けと、個別同意に名前がないだけの施設の記録は妨げない）。',
      en: 'A facility that the patient left out of a comprehensive consent in force records no consent of that patient; it may take a withdrawal, and merely not being named in an individual consent bars nobody.',
    },
    basis: [BASIS.thirdParty, BASIS.comprehensiveConsent],
    when: ['callerLeftOut', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.grant',
        facts: [...clerk, 'ownLinkVerified'],
        says: {
          ja: '個別同意に名前のない診療所が、患者の新しい個別同意を記録する。',
          en: 'A clinic that an individual consent does not name records a further individual consent.',
        },
      },
      deny: {
        act: 'consent.grant',
        facts: [...clerk, 'ownLinkVerified', 'callerLeftOut'],
        says: {
          ja: '包括同意から除かれた病院が、除外のない同意に置き換えようとする。',
          en: 'A hospital that the comprehensive consent leaves out tries to replace it by one that does not.',
        },
      },
    },
  },
  {
    id: 'CONSENT-08',
    effect: 'forbid',
    acts: ['consent.grant'],
    says: {
      ja: '患者を登録した施設も、患者が包括同意から除いた後は、その患者の同意を記録できない。',
      en: 'The facility that registered the patient records no consent either once the patient has left it out of a comprehensive one.',
    },
    basis: [BASIS.thirdParty, BASIS.comprehensiveConsent],
    when: ['callerLeftOut', 'registeredByCaller'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'consent.grant',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '登録した施設が、患者IDを紐づける前に包括同意を記録する。',
          en: 'The facility that registered records a comprehensive consent before it links its own ID.',
        },
      },
      deny: {
        act: 'consent.grant',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent', 'callerLeftOut'],
        says: {
          ja: '登録した施設が、自施設を除いた包括同意を置き換えようとする。',
          en: 'The facility that registered tries to replace a comprehensive consent that leaves it out.',
        },
      },
    },
  },
];
