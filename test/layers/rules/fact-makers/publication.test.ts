import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isPublished,
  type PublicationQuestion,
  type PublishedDocument,
  publishedContents,
} from '../../../../layers/rules/index.ts';
import type { ContentType } from '../../../../schemas/content-types.ts';
import { type Opening, type PublicationPolicy, ROLES, type Role } from '../../../../schemas/directory.ts';

const TODAY = '2024-03-01';
const policy: PublicationPolicy = {
  ownStaff: [{ contentType: 'physicianNote' }, { contentType: 'laboratory' }],
  linked: [
    { contentType: 'laboratory', delayDays: 3 },
    { contentType: 'prescription' },
    { contentType: 'infection', onlyRoles: ['doctor', 'nurse'] },
    { contentType: 'report', exceptDepartments: ['精神科'] },
  ],
};
const asked = (change: Partial<PublicationQuestion> = {}): PublicationQuestion => ({
  policy,
  audience: 'linked',
  role: 'doctor',
  todayJst: TODAY,
  ...change,
});
const contents = (change: Partial<PublicationQuestion> & { department?: string; day?: string } = {}) =>
  [...publishedContents({ ...asked(change), ...change })].sort();
const published = (document: PublishedDocument, change: Partial<PublicationQuestion> = {}) =>
  isPublished({ ...asked(change), document });

describe('what a facility publishes', () => {
  it('differs between its own staff and linked facilities', () => {
    expect(contents({ audience: 'ownStaff' })).toEqual(['laboratory', 'physicianNote']);
    expect(contents()).toEqual(['infection', 'laboratory', 'prescription', 'report']);
  });

  it('is opened only to the occupations that are named', () => {
    expect(contents({ role: 'clerk' })).not.toContain('infection');
    expect(published({ contentType: 'infection', day: TODAY }, { role: 'clerk' })).toBe(false);
    expect(published({ contentType: 'infection', day: TODAY }, { role: 'nurse' })).toBe(true);
  });

  it('is nothing where the policy or the occupation is not known', () => {
    expect(contents({ policy: undefined })).toEqual([]);
    expect(contents({ role: undefined })).toEqual([]);
  });

  it.each<[string, string | undefined, boolean]>([
    ['another department', '内科', true],
    ['the department left out', '精神科', false],
    ['a department that is not stated', undefined, false],
  ])('keeps a document of %s: open %s', (_what, department, open) => {
    expect(published({ contentType: 'report', department, day: TODAY })).toBe(open);
  });

  it.each<[string | undefined, boolean]>([
    ['2024-02-26', true],
    ['2024-02-27', true],
    ['2024-02-28', false],
    ['2024-03-02', false],
    [undefined, false],
  ])('opens a document of the day %s with a delay of three days on 2024-03-01: %s', (day, open) => {
    expect(published({ contentType: 'laboratory', day })).toBe(open);
    if (day !== undefined) expect(contents({ day }).includes('laboratory')).toBe(open);
  });

  it('counts a delay over a leap day and the end of a year', () => {
    const one: PublicationPolicy = { ownStaff: [], linked: [{ contentType: 'image', delayDays: 365 }] };
    expect(published({ contentType: 'image', day: '2023-03-01' }, { policy: one, todayJst: '2024-02-29' })).toBe(true);
    expect(published({ contentType: 'image', day: '2023-03-02' }, { policy: one, todayJst: '2024-02-29' })).toBe(false);
  });

  it('stays closed when a day is none', () => {
    expect(published({ contentType: 'laboratory', day: '2024-02-31x' })).toBe(false);
    expect(published({ contentType: 'laboratory', day: '2024-01-01' }, { todayJst: '' })).toBe(false);
  });
});

describe('any policy', () => {
  const types: ContentType[] = ['laboratory', 'prescription', 'report'];
  const roles = Object.keys(ROLES) as Role[];
  const anyOpening: fc.Arbitrary<Opening> = fc.record(
    {
      contentType: fc.constantFrom(...types),
      onlyRoles: fc.subarray(roles, { minLength: 1 }),
      exceptDepartments: fc.subarray(['内科', '精神科']),
      delayDays: fc.integer({ min: 0, max: 5 }),
    },
    { requiredKeys: ['contentType'] },
  );
  const anyQuestion = fc.record({
    openings: fc.array(anyOpening, { maxLength: 5 }),
    role: fc.constantFrom(...roles),
    document: fc.record({
      contentType: fc.constantFrom(...types),
      department: fc.constantFrom('内科', '精神科', undefined),
      day: fc.constantFrom('2024-02-25', '2024-02-28', '2024-03-01', '2024-03-03', undefined),
    }),
  });

  it('opens a document only within the outer bound of its content type', () => {
    fc.assert(
      fc.property(anyQuestion, ({ openings, role, document }) => {
        const question = asked({ policy: { ownStaff: [], linked: openings }, role });
        if (isPublished({ ...question, document }))
          expect(publishedContents(question).has(document.contentType)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('opens no more by a restriction that is added', () => {
    fc.assert(
      fc.property(anyQuestion, anyOpening, ({ openings, role, document }, restriction) => {
        const narrower = openings.map((opening) => ({
          ...opening,
          ...(opening.onlyRoles === undefined && { onlyRoles: restriction.onlyRoles }),
          ...(opening.exceptDepartments === undefined && { exceptDepartments: restriction.exceptDepartments }),
          ...(opening.delayDays === undefined && { delayDays: restriction.delayDays }),
        })) as Opening[];
        const open = (linked: Opening[]) => published(document, { policy: { ownStaff: [], linked }, role });
        if (open(narrower)) expect(open(openings)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('opens the same in whatever order its openings stand', () => {
    fc.assert(
      fc.property(anyQuestion, ({ openings, role, document }) => {
        const open = (linked: Opening[]) => published(document, { policy: { ownStaff: [], linked }, role });
        expect(open([...openings].reverse())).toBe(open(openings));
      }),
    );
  });
});
