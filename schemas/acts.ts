/**
 * What may be asked of the rules. An operation names exactly one act; `layers/rules` has the rows for it.
 * Ids are never reused.
 */
export const ACTS = [
  'session.open',
  'session.end',
  'profile.read',
  'directory.read',
  'patient.register',
  'patient.search',
  'patient.read',
  'patient.update',
  'patient.merge',
  'patient.refresh',
  'link.put',
  'link.end',
  'link.confirm',
  'link.list',
  'consent.grant',
  'consent.read',
  'consent.withdraw',
  'look.timeline',
  'look.document',
  'look.content',
  'document.announce',
  'document.complete',
  'document.ingest',
  'document.markInError',
  'demographics.put',
  'demographics.list',
  'refresh.list',
  'refresh.complete',
  'audit.read',
] as const;
export type Act = (typeof ACTS)[number];
