import { createClient } from '../../schemas/client.ts';
import type { EmsStatement } from '../../schemas/ems.ts';
import type { InputOf, OutputOf } from '../../schemas/operation.ts';
import { confirmEms, lookUpEms } from '../../schemas/operations/ems.ts';
import { readEmsTimeline } from '../../schemas/operations/timeline.ts';
import type { EmsGrantId } from '../../schemas/primitives.ts';
import { type Caller, done, type Journey } from './journey.ts';

/** Where somebody is looked up, by what is typed there. */
export type At = InputOf<typeof lookUpEms>['body'];

export const lookUp = (caller: Caller, at: At) => caller(lookUpEms, { body: at });

export const confirm = (caller: Caller, lookupId: string, statement: EmsStatement) =>
  caller(confirmEms, {
    params: { lookupId },
    body: { person: 'confirmed', ...statement },
  });

/** Looks up and confirms with one statement; the outcome of the confirmation. */
export const tried = async (caller: Caller, at: At, statement: EmsStatement) =>
  confirm(caller, done(await lookUp(caller, at)).lookupId, statement);

type Opened = OutputOf<typeof confirmEms> & { grant: NonNullable<OutputOf<typeof confirmEms>['grant']> };

/** Looks up, confirms, and must thereby have opened the record. */
export const opened = async (caller: Caller, at: At, statement: EmsStatement): Promise<Opened> => {
  const { grant, ...rest } = done(await tried(caller, at, statement));
  if (!grant) throw new Error('nothing was opened');
  return { grant, ...rest };
};

export const calendarThrough = async (caller: Caller, grantId: EmsGrantId) =>
  done(await caller(readEmsTimeline, { params: { grantId }, query: {} }));

/** The patient came by ambulance and signed. */
export const SIGNED = {
  occasion: 'ambulance',
  consent: { by: 'patient', form: 'written' },
} as const satisfies EmsStatement;
/** Brought in unconscious, nobody beside them. */
export const ALONE = {
  occasion: 'ambulance',
  consent: { by: 'unobtainable' },
  patientAble: false,
  family: 'not',
  unavoidable: { kind: 'lifeThreat' },
} as const satisfies EmsStatement;

/** Speaks as one person, and keeps what was asked and how long each answer took. */
export const countingAs = (journey: Journey, staffId: string) => {
  const calls: { asked: string; ms: number }[] = [];
  const caller = createClient({
    origin: journey.region.url,
    token: () => journey.region.tokenOf(staffId),
    fetch: async (input, init) => {
      const began = performance.now();
      const answer = await fetch(input, init);
      // With its body: what a person waits for.
      const body = await answer.arrayBuffer();
      calls.push({ asked: `${init?.method} ${new URL(String(input)).pathname}`, ms: performance.now() - began });
      return new Response(body, answer);
    },
  });
  return { caller, calls };
};
