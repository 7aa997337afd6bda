import { apiHandler } from '../../layers/deed/index.ts';
import { grantConsent } from './grant-consent.ts';
import { listConsents } from './list-consents.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export const handler = apiHandler([grantConsent, listConsents, withdrawConsent]);
