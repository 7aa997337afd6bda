/** Infection markers (感染症): analytes of JLAC10 that a header lists and that open by occupation. */
export const INFECTION_ITEMS = {
  hbsAntigen: { code: '5F016141002305111', name: 'HBs抗原' },
  hcvAntibody: { code: '5F360143002305111', name: 'HCV抗体' },
  syphilis: { code: '5E075000002306111', name: '梅毒TP抗体' },
  hiv: { code: '5F500143002305111', name: 'HIV抗原・抗体' },
} as const;

/** What somebody has; a screening shows it as positive and everything else as negative. */
export type InfectionId = keyof typeof INFECTION_ITEMS;
