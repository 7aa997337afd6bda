import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, administrator, officer } = PERSONAS;

export const LINK_ROWS: readonly Rule[] = [
  {
    id: 'LINK-01',
    effect: 'permit',
    acts: ['link.put'],
    says: {
      ja: '公開施設・閲覧施設の診療・介護職と事務は、自施設の患者IDを患者に紐づけることができる（誰がいつ紐づけたかが残る）。',
      en: "Care staff and clerks of a disclosing or viewing facility may link their facility's own patient ID; who did it, and when, stays on record.",
    },
    basis: [BASIS.ownIdLink, BASIS.addingFacility],
    when: ['worksWithPatients', 'facilityTakesPart', 'localIdIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'link.put',
        facts: [...clerk, 'localIdIsOwn', 'ownLinkAbsent'],
        says: {
          ja: '薬局の事務職員が、来局した患者に薬局の患者IDを紐づける。',
          en: "A pharmacy's clerk links the pharmacy's ID to a patient who came in.",
        },
      },
      deny: {
        act: 'link.put',
        facts: [...administrator, 'localIdIsOwn', 'ownLinkAbsent'],
        says: {
          ja: '診療・介護・事務の職種を持たない管理者が紐づけようとする。',
          en: 'An administrator with no occupation of care or clerk tries to link.',
        },
      },
    },
  },
  {
    id: 'LINK-02',
    effect: 'permit',
    acts: ['link.put'],
    says: {
      ja: '自施設の患者IDを紐づけた施設は、他施設の患者IDも届け出ることができる。確認されるまで保留となり、何も開かない。',
      en: "A facility with its own link may also give another facility's patient ID; it stays pending, and opens nothing, until verified.",
    },
    basis: [BASIS.firstRegistration, BASIS.pendingLink],
    when: ['worksWithPatients', 'facilityTakesPart', 'ownLinkVerified'],
    unless: ['localIdIsOwn'],
    owes: ['showToIssuer'],
    examples: {
      allow: {
        act: 'link.put',
        facts: [...doctor, 'ownLinkVerified'],
        says: {
          ja: '診療所の医師が、患者の診察券にある病院の患者IDを届け出る。',
          en: "A clinic doctor gives the hospital's patient ID from the patient's card.",
        },
      },
      deny: {
        act: 'link.put',
        facts: [...doctor, 'ownLinkAbsent'],
        says: {
          ja: '患者と関わりのない施設が、他施設の患者IDを紐づけようとする。',
          en: "A facility with no tie to the patient tries to link another facility's ID.",
        },
      },
    },
  },
  {
    id: 'LINK-03',
    effect: 'permit',
    acts: ['link.put'],
    says: {
      ja: '患者を登録した施設は、他施設の患者IDも届け出ることができる。確認されるまで保留となり、何も開かない。',
      en: "The facility that registered the patient may also give another facility's patient ID; it stays pending, and opens nothing, until verified.",
    },
    basis: [BASIS.firstRegistration, BASIS.pendingLink],
    when: ['worksWithPatients', 'facilityTakesPart', 'registeredByCaller'],
    unless: ['localIdIsOwn'],
    owes: ['showToIssuer'],
    examples: {
      allow: {
        act: 'link.put',
        facts: [...clerk, 'registeredByCaller', 'ownLinkAbsent'],
        says: {
          ja: '初回登録の手順2で、病院の患者IDを届け出る。',
          en: "In step 2 of a first registration a clerk gives the hospital's patient ID.",
        },
      },
      deny: {
        act: 'link.put',
        facts: [...without(clerk, 'facilityViews', 'facilityTakesPart'), 'registeredByCaller'],
        says: {
          ja: '公開も閲覧もやめた施設が届け出ようとする。',
          en: 'A facility that no longer discloses or views tries to.',
        },
      },
    },
  },
  {
    id: 'LINK-04',
    effect: 'permit',
    acts: ['link.end'],
    says: {
      ja: '施設は、自施設が発行した患者IDの紐づけを解除できる。',
      en: 'A facility may end the link of a patient ID that it issued.',
    },
    basis: [BASIS.stop, BASIS.accuracy],
    when: ['handlesRegistration', 'localIdIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'link.end',
        facts: [...clerk, 'localIdIsOwn', 'ownLinkVerified'],
        says: {
          ja: '転院した患者の紐づけを、元の診療所が解除する。',
          en: 'A clinic ends its link to a patient who has changed doctors.',
        },
      },
      deny: {
        act: 'link.end',
        facts: [...clerk, 'ownLinkVerified'],
        says: { ja: '診療所が、病院の紐づけを解除しようとする。', en: "A clinic tries to end the hospital's link." },
      },
    },
  },
  {
    id: 'LINK-05',
    effect: 'permit',
    acts: ['link.end'],
    says: { ja: '運営事務局は、誤った紐づけを解除できる。', en: 'The network office may end a wrong link.' },
    basis: [BASIS.officeTasks, BASIS.accuracy],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'link.end',
        facts: officer,
        says: { ja: '事務局員が、別人に紐づいた患者IDを解除する。', en: 'An officer ends a link to the wrong person.' },
      },
      deny: {
        act: 'link.put',
        facts: officer,
        says: {
          ja: '事務局員が患者IDを紐づけようとする（紐づけは施設が行う）。',
          en: 'An officer tries to make a link; facilities make them.',
        },
      },
    },
  },
  {
    id: 'LINK-06',
    effect: 'permit',
    acts: ['link.confirm'],
    says: {
      ja: '保留中の紐づけは、患者IDを発行した施設の職員が確認する。',
      en: 'A pending link is confirmed by staff of the facility that issued the ID.',
    },
    basis: [BASIS.pendingLink, BASIS.thirdParty],
    when: ['handlesRegistration', 'localIdIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'link.confirm',
        facts: [...administrator, 'localIdIsOwn'],
        says: {
          ja: '病院の地域連携担当者が、届け出られた自院の患者IDを確認する。',
          en: "The hospital's own staff confirm their patient ID.",
        },
      },
      deny: {
        act: 'link.confirm',
        facts: [...clerk, 'ownLinkVerified', 'registeredByCaller'],
        says: {
          ja: '届け出た診療所が、病院に代わって確認しようとする。',
          en: "The clinic that gave the ID tries to confirm it in the hospital's place.",
        },
      },
    },
  },
  {
    id: 'LINK-07',
    effect: 'permit',
    acts: ['link.list'],
    says: {
      ja: '施設の職員は、自施設の患者IDに届け出られた紐づけの一覧を見ることができる。',
      en: "Staff may list the links made to their facility's own patient IDs.",
    },
    basis: [BASIS.pendingLink],
    when: ['handlesRegistration'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'link.list',
        facts: clerk,
        says: {
          ja: '病院の事務職員が、確認待ちの紐づけを見る。',
          en: 'A hospital clerk looks at the links that wait for confirmation.',
        },
      },
      deny: {
        act: 'link.list',
        facts: officer,
        says: {
          ja: '運営事務局が施設の一覧を求める（事務局は患者IDを発行しない）。',
          en: 'The network office, which issues no patient IDs, asks for a list.',
        },
      },
    },
  },
];
