import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AuditEvent } from '../../events/audit-event.ts';
import { canonicalJson } from '../../layers/store/index.ts';

const SAMPLES = join(__dirname, '..', '..', 'events', 'samples');
const samples = (kind: 'valid' | 'invalid'): [string, unknown][] =>
  readdirSync(join(SAMPLES, kind)).map((file) => [
    file.replace(/\.json$/, '').replaceAll('-', ' '),
    JSON.parse(readFileSync(join(SAMPLES, kind, file), 'utf8')) as unknown,
  ]);

describe('an audit event', () => {
  it.each(samples('valid'))('is one: %s; and is the same after it was read', (_, event) => {
    expect(canonicalJson(AuditEvent.parse(event))).toBe(canonicalJson(event));
  });

  it.each(samples('invalid'))('is none: %s', (_, event) => {
    expect(AuditEvent.safeParse(event).success).toBe(false);
  });

  it.each(samples('invalid'))('is none for one reason alone: %s', (_, event) => {
    const places = AuditEvent.safeParse(event).error?.issues.map((issue) => issue.path[0] ?? issue.code);
    expect(new Set(places).size).toBe(1);
  });

  it('has samples enough of both', () => {
    expect(samples('valid').length).toBeGreaterThan(6);
    expect(samples('invalid').length).toBeGreaterThan(20);
  });
});
