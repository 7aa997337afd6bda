import { fulfilObligation } from '../../functions/obligations/fulfil-obligation.ts';
import { fulfilObligations } from '../../functions/obligations/fulfil-obligations.ts';
import { listObligations } from '../../functions/obligations/list-obligations.ts';
import { addStranger, opened } from '../world/strangers.ts';
import type { World } from '../world/world.ts';
import { GRANT, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

/** As many as can be fulfilled together. */
const TOGETHER = 10;
/** An open obligation's lines in its facility's list and in its owner's. */
const LINES = 2;
const KEPT = { kind: 'evidence', evidence: { kind: 'form', keptAt: '医事課 同意書綴り' } } as const;

/** The obligation to keep the form that the patient signed. */
async function owed(world: World): Promise<string> {
  const { obligations } = await opened(world, await addStranger(world));
  const form = obligations.find(({ duty }) => duty === 'keepConsentForm');
  if (!form) throw new Error('Nobody has to keep the form');
  return form.obligationId;
}

async function manyOwed(world: World): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < TOGETHER) ids.push(await owed(world));
  return ids;
}

export const obligations: Scenario[] = [
  {
    deed: fulfilObligation,
    variant: 'form kept',
    as: 'clinic',
    kind: 'other',
    // The hospital has still to be told: the mark stays.
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [GRANT, PROFILE],
      write: ['Obligation', 'ObligationLine', 'EmsGrant', 'EmsGrantLine', 'Idempotency'],
      removed: LINES,
    },
    asks: async (world) => ({ params: { obligationId: await owed(world) }, body: KEPT }),
  },
  {
    deed: fulfilObligations,
    variant: `${TOGETHER} patients`,
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [
        { ...GRANT, questions: TOGETHER },
        { ...PROFILE, questions: TOGETHER },
      ],
      write: ['Obligation', 'ObligationLine', 'EmsGrant', 'EmsGrantLine', 'Idempotency'],
      removed: TOGETHER * LINES,
    },
    asks: async (world) => ({
      body: { duty: 'keepConsentForm', obligationIds: await manyOwed(world), fulfilment: KEPT },
    }),
  },
  {
    deed: listObligations,
    variant: `${TOGETHER} of the facility`,
    as: 'clinic',
    // The names of the hospitals that they name: one call more.
    kind: 'look',
    floor: { get: STAFF, query: [{ of: ['ObligationLine'], questions: 1 }] },
    asks: () => ({ query: { of: 'facility', limit: TOGETHER } }),
  },
];
