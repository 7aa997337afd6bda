let last: string | undefined;

/** The facility looked up last, in this page's memory alone: on a night with one hospital's patients it is preset, and visible. */
export const lastFacility = (): string | undefined => last;

export const rememberFacility = (facilityId: string): void => {
  last = facilityId;
};
