import * as z from 'zod';
import { Day, line } from './primitives.ts';

export const Sex = z.enum(['male', 'female', 'other', 'unknown']).meta({ id: 'Sex' });

/** A name as it was entered: never folded, never overwritten. */
export const PersonName = z
  .strictObject({
    family: line(60),
    given: line(60),
    familyKana: line(60),
    givenKana: line(60),
    formerFamilyKana: line(60).optional().meta({ description: '旧姓' }),
  })
  .meta({ id: 'PersonName' });
export type PersonName = z.infer<typeof PersonName>;

export const Insurance = z
  .strictObject({
    insurer: z.string().regex(/^\d{6}(\d{2})?$/),
    symbol: line(40).optional(),
    number: line(40).optional(),
    branch: z
      .string()
      .regex(/^\d{2}$/)
      .optional()
      .meta({ description: '枝番; absent is not 00' }),
  })
  .meta({ id: 'Insurance' });

const demographics = {
  name: PersonName,
  sex: Sex,
  phone: line(30).optional(),
  postalCode: line(10).optional(),
  address: line(300).optional(),
  insurance: Insurance.optional(),
  /** DV等支援措置 (住民基本台帳事務における支援措置): address and telephone are shown in no search. */
  protected: z
    .literal(true)
    .optional()
    .meta({ description: '支援措置対象: address and telephone are shown in no search' }),
};

/** Demographics as kept and answered. */
export const Demographics = z.strictObject({ ...demographics, birthDate: Day }).meta({ id: 'Demographics' });
export type Demographics = z.infer<typeof Demographics>;

/** Demographics as entered: the birth date may be western or wareki, in any width (`昭和12年3月4日`, `S12.3.4`). */
export const DemographicsInput = z
  .strictObject({ ...demographics, birthDate: line(30).meta({ examples: ['1937-03-04', '昭和12年3月4日'] }) })
  .meta({ id: 'DemographicsInput' });
export type DemographicsInput = z.infer<typeof DemographicsInput>;

/** What is needed to tell two people apart, and no more. */
export const PersonSummary = z
  .strictObject({
    name: PersonName.pick({ family: true, given: true, familyKana: true, givenKana: true }),
    birthDate: Day,
    sex: Sex,
  })
  .meta({ id: 'PersonSummary' });
export type PersonSummary = z.infer<typeof PersonSummary>;
