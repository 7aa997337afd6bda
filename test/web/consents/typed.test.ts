import { describe, expect, it } from '@jest/globals';
import { Consent, ConsentInput } from '../../../schemas/consent.ts';
import { consentedByInput, consentInput, NO_CONSENT_TYPED, typedOfConsent } from '../../../web/consents/typed.ts';

const FORM = `doc_${'a'.repeat(40)}`;
const chosen = { ...NO_CONSENT_TYPED, kind: 'comprehensive', who: 'patient', method: 'written' } as const;
const faults = (input: unknown): string[] =>
  (ConsentInput.safeParse(input).error?.issues ?? []).map(({ path }) => path.join('/')).toSorted();

describe('a consent as it is typed', () => {
  it('becomes what the API takes', () => {
    expect(faults(consentInput(chosen))).toEqual([]);
    expect(consentInput({ ...chosen, effectiveOn: 'R8.11.1', excludedContents: ['physicianNote'] })).toEqual({
      scope: { kind: 'comprehensive', excludedFacilities: [], excludedContents: ['physicianNote'] },
      effectiveOn: 'R8.11.1',
      consentedBy: { who: 'patient' },
      method: 'written',
    });
  });

  it('of which nothing was chosen is refused at each field', () => {
    expect(faults(consentInput(NO_CONSENT_TYPED))).toEqual(['consentedBy', 'method', 'scope']);
    expect(faults(consentInput({ ...chosen, kind: 'individual', facilities: ['ty-hospital'] }))).toEqual([
      'scope/facilities',
    ]);
    expect(faults(consentInput({ ...chosen, who: 'proxy' }))).toEqual(['consentedBy/relation']);
  });

  it('names a picture of the form only where it was given in writing', () => {
    expect(consentInput(chosen, { formDocumentId: FORM }).formDocumentId).toBe(FORM);
    expect(consentInput({ ...chosen, method: 'oral' }, { formDocumentId: FORM }).formDocumentId).toBeUndefined();
  });

  it('a change begins with the scope in force, and asks anew who, how and from when', () => {
    const before = Consent.shape.scope.parse({ kind: 'individual', facilities: ['ty-hospital', 'test-clinic'] });
    expect(typedOfConsent({ scope: before } as Consent)).toEqual({
      ...NO_CONSENT_TYPED,
      kind: 'individual',
      facilities: ['ty-hospital', 'test-clinic'],
    });
  });

  it('whoever stands in is named by relation, and by name where it is known', () => {
    expect(consentedByInput({ who: 'proxy', relation: '長女', proxyName: ' ' })).toEqual({
      who: 'proxy',
      relation: '長女',
    });
    expect(consentedByInput({ who: '', relation: '', proxyName: '' })).toBeUndefined();
  });
});
