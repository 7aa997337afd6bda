import type { readEmsDocument } from '../../../functions/timeline/read-ems-document.ts';
import type { readEmsDocumentContent } from '../../../functions/timeline/read-ems-document-content.ts';
import type { readEmsTimeline } from '../../../functions/timeline/read-ems-timeline.ts';
import type { Opening } from '../../../schemas/directory.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { RequestOf } from '../../../schemas/operation.ts';
import type * as operations from '../../../schemas/operations/timeline.ts';
import type { DocumentId, FacilityId } from '../../../schemas/primitives.ts';
import { facility } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';

export const TY = facility('ty-hospital');
export const CLINIC = facility('test-clinic');
export const DOCTOR = 'test-clinic.doctor';
/** The clock of these tests stands at 2026-11-22T03:04Z, noon in Japan; a grant of 31 days opens records from the first of these to the last. */
export const FROM = '2026-10-23';
export const TODAY = '2026-11-22';

const EVERYTHING: Opening[] = (
  [
    'prescription',
    'laboratory',
    'infection',
    'allergy',
    'contraindication',
    'diagnosis',
    'dischargeSummary',
    'waveform',
    'image',
    'report',
    'physicianNote',
    'nursingNote',
  ] as const
).map((contentType) => ({ contentType }));

/** Everything, some types under conditions or (undefined) not at all. */
export const opens = (changes: Partial<Record<Opening['contentType'], Omit<Opening, 'contentType'> | 'closed'>> = {}) =>
  EVERYTHING.flatMap(({ contentType }): Opening[] => {
    const change = changes[contentType];
    return change === 'closed' ? [] : [{ contentType, ...change }];
  });

type Deeds = {
  readEmsTimeline: typeof readEmsTimeline;
  readEmsDocument: typeof readEmsDocument;
  readEmsDocumentContent: typeof readEmsDocumentContent;
};
export type EmsWorld = DeedWorld & { deeds: Deeds };

/** A hospital with these openings for EMS and a clinic that looks; both have doctors, the clinic a nurse too, all with the EMS privilege. */
export const openEmsWorld = async (): Promise<EmsWorld> => {
  const { DeedWorld: World } = await import('../deed-world.ts');
  const [{ readEmsTimeline }, { readEmsDocument }, { readEmsDocumentContent }] = await Promise.all([
    import('../../../functions/timeline/read-ems-timeline.ts'),
    import('../../../functions/timeline/read-ems-document.ts'),
    import('../../../functions/timeline/read-ems-document-content.ts'),
  ]);
  const world = Object.assign(await World.open(), {
    deeds: { readEmsTimeline, readEmsDocument, readEmsDocumentContent },
  });
  await addDiscloser(world, TY, { ems: opens() });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', discloses: false });
  await world.addFacility({ facilityId: facility('other-clinic'), kind: 'clinic' });
  for (const name of [DOCTOR, 'ty-hospital.doctor', 'other-clinic.doctor']) await world.addStaff(name);
  await world.addStaff('test-clinic.nurse', { role: 'nurse' });
  await world.addStaff('test-clinic.intern', { privileges: [] });
  return world;
};

/** One more hospital; `linked`: what consent and a link would open, as EMS does unless said otherwise. */
export const addDiscloser = (
  world: DeedWorld,
  facilityId: FacilityId,
  { ems, linked = ems, ownStaffOutside = ems }: { ems: Opening[]; linked?: Opening[]; ownStaffOutside?: Opening[] },
) =>
  world.addFacility({
    facilityId,
    name: '試験病院',
    publication: { ownStaff: opens(), ownStaffOutside, linked, ems },
  });

type Query = Partial<RequestOf<typeof operations.readEmsTimeline>['query']> & { as?: string };
const timelineOf = (grant: Named, { as: _as, ...query }: Query) => ({
  params: { grantId: grant.grantId },
  query: { limit: 500, ...query },
});
export const look = async (world: EmsWorld, grant: Named, query: Query = {}) =>
  (await world.ask(query.as ?? DOCTOR, world.deeds.readEmsTimeline, timelineOf(grant, query))).body;
export const lookRefused = (world: EmsWorld, grant: Named, query: Query = {}) =>
  world.refused(query.as ?? DOCTOR, world.deeds.readEmsTimeline, timelineOf(grant, query));

type Named = Pick<EmsGrant, 'grantId'>;
type Asked = { documentId: DocumentId; as?: string };
const documentOf = ({ grantId }: Named, { documentId }: Asked) => ({ params: { grantId, documentId } });
export const open = async (world: EmsWorld, grant: Named, asked: Asked) =>
  (await world.ask(asked.as ?? DOCTOR, world.deeds.readEmsDocument, documentOf(grant, asked))).body.document;
export const openRefused = (world: EmsWorld, grant: Named, asked: Asked) =>
  world.refused(asked.as ?? DOCTOR, world.deeds.readEmsDocument, documentOf(grant, asked));
