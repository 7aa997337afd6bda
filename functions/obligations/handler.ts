import { apiHandler } from '../../layers/deed/index.ts';
import { fulfilObligation } from './fulfil-obligation.ts';
import { fulfilObligations } from './fulfil-obligations.ts';
import { listObligations } from './list-obligations.ts';

export const handler = apiHandler([listObligations, fulfilObligation, fulfilObligations]);
