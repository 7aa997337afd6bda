import { apiHandler } from '../../layers/deed/index.ts';
import { listAuditEvents } from './list-audit-events.ts';

export const handler = apiHandler([listAuditEvents]);
