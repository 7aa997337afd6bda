import { checkInstitutionCode } from '../../layers/names/index.ts';

/** A wrong check digit is a warning, never a refusal (real codes break the rule). */
export const withWarnings = <T extends { institutionCode?: string | undefined }>(facility: T) => {
  const warning =
    facility.institutionCode === undefined ? undefined : checkInstitutionCode(facility.institutionCode).warning;
  return { ...facility, ...(warning && { warnings: [warning] }) };
};
