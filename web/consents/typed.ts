import type { Consent, ConsentInput } from '../../schemas/consent.ts';

/** A consent as it stands in the fields of a form. `later`: none is recorded with this registration. */
export type ConsentTyped = {
  kind: '' | 'comprehensive' | 'individual' | 'later';
  excludedFacilities: readonly string[];
  excludedContents: readonly string[];
  facilities: readonly string[];
  who: '' | 'patient' | 'proxy';
  relation: string;
  proxyName: string;
  method: '' | 'written' | 'oral' | 'app';
  effectiveOn: string;
};

export const NO_CONSENT_TYPED: ConsentTyped = {
  kind: '',
  excludedFacilities: [],
  excludedContents: [],
  facilities: [],
  who: '',
  relation: '',
  proxyName: '',
  method: '',
  effectiveOn: '',
};

/** A change begins with what is in force; who consents, how and from when is asked anew. */
export const typedOfConsent = ({ scope }: Consent): ConsentTyped => ({
  ...NO_CONSENT_TYPED,
  kind: scope.kind,
  excludedContents: scope.excludedContents,
  ...(scope.kind === 'comprehensive'
    ? { excludedFacilities: scope.excludedFacilities }
    : { facilities: scope.facilities }),
});

const scopeOf = ({ kind, excludedFacilities, excludedContents, facilities }: ConsentTyped) =>
  kind === 'comprehensive'
    ? { scope: { kind, excludedFacilities, excludedContents } }
    : kind === 'individual'
      ? { scope: { kind, facilities, excludedContents } }
      : {};

const whoOf = ({ who, relation, proxyName }: ConsentTyped) =>
  who === 'patient'
    ? { consentedBy: { who } }
    : who === 'proxy'
      ? {
          consentedBy: {
            who,
            ...(relation.trim() !== '' && { relation }),
            ...(proxyName.trim() !== '' && { name: proxyName }),
          },
        }
      : {};

/** What is sent. What was not chosen is absent, and the schema says so at its field. */
export const consentInput = (
  typed: ConsentTyped,
  further: { formDocumentId?: string | undefined; replaces?: readonly string[] } = {},
): ConsentInput =>
  ({
    ...scopeOf(typed),
    ...(typed.effectiveOn.trim() !== '' && { effectiveOn: typed.effectiveOn }),
    ...whoOf(typed),
    ...(typed.method && { method: typed.method }),
    // A picture belongs to a consent in writing.
    ...(typed.method === 'written' && further.formDocumentId && { formDocumentId: further.formDocumentId }),
    ...(further.replaces && { replaces: further.replaces }),
  }) as ConsentInput;

/** Who asks for a withdrawal, as the API takes it. */
export const consentedByInput = (
  typed: Pick<ConsentTyped, 'who' | 'relation' | 'proxyName'>,
): ConsentInput['consentedBy'] => whoOf({ ...NO_CONSENT_TYPED, ...typed }).consentedBy as ConsentInput['consentedBy'];
