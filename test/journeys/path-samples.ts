/** Something well-formed for each parameter of a path, and nobody's. */
export const SAMPLES: Record<string, string> = {
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
  consentId: 'con_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
  requestId: 'ref_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
  documentId: `doc_${'a'.repeat(60)}`,
  lookupId: 'lkp_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
  grantId: `grt_${'a'.repeat(60)}`,
  obligationId: `obl_${'a'.repeat(60)}`,
  ruleId: 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
  facilityId: 'ty-hospital',
  localId: '1',
};

/** A declared path with samples in place of its parameters. Throws where one has none: the request would go to no route. */
export const samplePath = (template: string): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const sample = SAMPLES[name];
    if (sample === undefined) throw new Error(`No sample for {${name}}`);
    return sample;
  });
