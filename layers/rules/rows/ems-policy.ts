import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, administrator, officer } = PERSONAS;

/** What a facility opens to EMS and to its own staff from outside, and how it looks from there. */
export const EMS_POLICY_ROWS: readonly Rule[] = [
  {
    id: 'POLICY-01',
    effect: 'permit',
    acts: ['emsPolicy.put'],
    says: {
      ja: '施設管理者は、自施設がEMSと院外参照に公開する内容、診療時間、連絡先を定める。',
      en: 'A facility administrator sets what the facility opens to EMS and to its staff from outside, its hours and its contact.',
    },
    basis: [BASIS.publication, BASIS.emsRemote],
    when: ['isFacilityAdmin', 'facilityIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'emsPolicy.put',
        facts: [...administrator, 'facilityIsOwn'],
        says: {
          ja: '病院の管理者が、医師記録をEMSの医師に公開する。',
          en: "The hospital's administrator opens physicians' notes to doctors by EMS.",
        },
      },
      deny: {
        act: 'emsPolicy.put',
        facts: administrator,
        says: {
          ja: '他施設の公開方針を変えようとする。',
          en: "An administrator tries to change another facility's policy.",
        },
      },
    },
  },
  {
    id: 'POLICY-02',
    effect: 'permit',
    acts: ['emsPolicy.preview'],
    says: {
      ja: '診療・介護職、事務、施設管理者は、自施設の公開方針により各職種に何が見えるかを確かめることができる。',
      en: "Care staff, clerks and administrators may check what their facility's policy opens to an occupation.",
    },
    basis: [BASIS.publication],
    when: ['handlesRegistration', 'facilityIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'emsPolicy.preview',
        facts: [...administrator, 'facilityIsOwn'],
        says: {
          ja: '管理者が、EMSの看護師に何が見えるかを確かめる。',
          en: 'An administrator checks what a nurse would see by EMS.',
        },
      },
      deny: {
        act: 'emsPolicy.preview',
        facts: [...officer, 'facilityIsOwn'],
        says: {
          ja: '患者を扱わない運営事務局が求める。',
          en: 'The network office, which has no patients, asks.',
        },
      },
    },
  },
  {
    id: 'POLICY-03',
    effect: 'permit',
    acts: ['emsPolicy.previewRecords'],
    says: {
      ja: '診療・介護職と事務は、自施設の患者の記録が他からどう見えるかを確かめることができる（記録を見るため、その職種を持たない管理者は除く）。',
      en: "Care staff and clerks may check how an own patient's records would be seen; administrators without such an occupation may not, since records are shown.",
    },
    basis: [BASIS.publication, BASIS.ownRecords, BASIS.officeSeesNoRecords],
    when: ['worksWithPatients', 'facilityIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'emsPolicy.previewRecords',
        facts: [...doctor, 'facilityIsOwn'],
        says: {
          ja: '医師が、自院の患者の記録がEMSでどう見えるかを確かめる。',
          en: "A doctor checks how an own patient's records would look by EMS.",
        },
      },
      deny: {
        act: 'emsPolicy.previewRecords',
        facts: [...administrator, 'facilityIsOwn'],
        says: {
          ja: '診療・介護・事務の職種を持たない施設管理者が、患者の記録で確かめようとする。',
          en: "An administrator with no occupation of care or clerk asks for a patient's records.",
        },
      },
    },
  },
];
