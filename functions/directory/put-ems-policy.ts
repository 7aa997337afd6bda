import { deed } from '../../layers/deed/index.ts';
import { faultAt } from '../../layers/edge/index.ts';
import { facilityWrites } from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { putEmsPolicy as operation } from '../../schemas/operations/directory.ts';
import type { FieldError } from '../../schemas/problems.ts';

type Policy = RequestOf<typeof operation>['body'];

/**
 * The facility's own administrator (POLICY-01). The whole of it at once: what is left out is closed or forgotten. Nothing opens to EMS without
 * opening hours and somebody to telephone, since whether the facility must be told beforehand, and whom, depends on them.
 */
export const putEmsPolicy = deed(operation, async ({ params, body }, desk) => {
  await desk.load({});
  const { facility: own } = desk.caller;
  const facility = own?.facilityId === params.facilityId ? own : undefined;
  const verdict = await desk.require({
    facts: { facilityIsOwn: facility !== undefined },
    resource: { facilityId: params.facilityId },
    request: { ems: body.ems.length, ownStaffOutside: body.ownStaffOutside.length },
  });
  if (!facility) return desk.fail(verdict, 'NOT_FOUND');
  if (facility.version !== desk.ifMatch) return desk.fail(verdict, 'VERSION_CONFLICT');
  const opens = body.ems.length > 0;
  if (opens && !facility.discloses) return desk.fail(verdict, 'INVALID_REQUEST', { errors: [NOT_A_DISCLOSER] });
  const missing = opens ? missingFor(body) : [];
  if (missing.length > 0) return desk.fail(verdict, 'EMS_POLICY_INCOMPLETE', { errors: missing });
  const next = withPolicy(facility, body);
  await desk.commit(verdict, { writes: facilityWrites(next), subject: { request: { version: next.version } } });
  const { publication } = next;
  return { version: next.version, body: { publication, ...namedIn(body) } };
});

const NOT_A_DISCLOSER = faultAt('/body/ems', 'not_a_discloser', {
  ja: '公開施設でないため、EMSに公開できません。',
  en: 'A facility that does not disclose records cannot open any to EMS.',
});

const missingFor = ({ openingHours, emsContact }: Policy): FieldError[] => {
  const fault = (field: string) =>
    faultAt(`/body/${field}`, 'required', { ja: '必須の項目です。', en: 'This field is required.' });
  return [
    ...(openingHours === undefined ? [fault('openingHours')] : []),
    ...(emsContact === undefined ? [fault('emsContact')] : []),
  ];
};

/** What may be absent, and is then forgotten. */
const namedIn = ({ openingHours, emsContact, reminderEmail }: Policy) => ({
  ...(openingHours && { openingHours }),
  ...(emsContact && { emsContact }),
  ...(reminderEmail !== undefined && { reminderEmail }),
});

const withPolicy = (facility: Facility, body: Policy): Facility => {
  const { openingHours: _h, emsContact: _c, reminderEmail: _m, ...rest } = facility;
  const { ems, ownStaffOutside } = body;
  return {
    ...rest,
    ...namedIn(body),
    publication: { ...facility.publication, ems, ownStaffOutside },
    version: facility.version + 1,
  };
};
