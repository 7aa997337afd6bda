import { faultAt } from '../../layers/edge/index.ts';
import type { FacilitySummary } from '../../schemas/directory.ts';
import type { Area, DisasterRule } from '../../schemas/disaster.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { FieldError } from '../../schemas/problems.ts';

type Members = readonly FacilitySummary[];
/** Faults that one answer names at most. */
const MOST = 50;

const SAYS = {
  not_a_member: { ja: '参加中の施設ではありません。', en: 'No facility of this ID takes part in the network.' },
  no_member: {
    ja: 'この市町村に参加中の施設がありません。',
    en: 'No facility in this municipality takes part in the network.',
  },
  no_viewer: {
    ja: '閲覧側の地域には、医療機関（病院または診療所）が必要です。',
    en: 'The viewing area needs a medical institution (hospital or clinic).',
  },
  no_discloser: {
    ja: '公開側の地域には、公開施設が必要です。',
    en: 'The disclosing area needs a facility that discloses records.',
  },
} as const satisfies Record<string, Sentence>;
const fault = (pointer: string, code: keyof typeof SAYS) => faultAt(pointer, code, SAYS[code]);

const activeOf = (members: Members): Members => members.filter(({ state }) => state === 'active');

/** The facilities of an area that take part at this moment. */
const resolved = ({ facilities, municipalities }: Area, members: Members): FacilitySummary[] =>
  activeOf(members).filter(
    ({ facilityId, municipality }) => facilities.includes(facilityId) || municipalities.includes(municipality),
  );

/** What of an area names nobody, each at its own place: a slip in one name must not leave a town out. */
const unknownNames = ({ facilities, municipalities }: Area, pointer: string, members: Members): FieldError[] => {
  const active = activeOf(members);
  const ids = new Set(active.map(({ facilityId }) => facilityId));
  const towns = new Set(active.map(({ municipality }) => municipality));
  return [
    ...facilities.flatMap((id, at) => (ids.has(id) ? [] : [fault(`${pointer}/facilities/${at}`, 'not_a_member')])),
    ...municipalities.flatMap((town, at) =>
      towns.has(town) ? [] : [fault(`${pointer}/municipalities/${at}`, 'no_member')],
    ),
  ];
};

/** What is wrong with a rule's two areas, against the directory's members. */
export const areaFaults = (
  { viewingArea, disclosingArea }: Pick<DisasterRule, 'viewingArea' | 'disclosingArea'>,
  members: Members,
): FieldError[] => {
  const mayView = ({ kind }: FacilitySummary): boolean => kind === 'hospital' || kind === 'clinic';
  const viewed = resolved(viewingArea, members).some(mayView);
  const disclosed = resolved(disclosingArea, members).some(({ discloses }) => discloses);
  return [
    ...unknownNames(viewingArea, '/body/viewingArea', members),
    ...(viewed ? [] : [fault('/body/viewingArea', 'no_viewer')]),
    ...unknownNames(disclosingArea, '/body/disclosingArea', members),
    ...(disclosed ? [] : [fault('/body/disclosingArea', 'no_discloser')]),
  ].slice(0, MOST);
};

/** An area without what is named twice. */
export const withoutRepeats = ({ facilities, municipalities }: Area): Area => ({
  facilities: [...new Set(facilities)],
  municipalities: [...new Set(municipalities)],
});

const share = (one: Area, other: Area, members: Members): boolean => {
  const others = new Set(resolved(other, members).map(({ facilityId }) => facilityId));
  return resolved(one, members).some(({ facilityId }) => others.has(facilityId));
};

/** Whether two rules are of one mode and would both stand between some viewer and some discloser. */
export const samePlaces = (one: DisasterRule, other: DisasterRule, members: Members): boolean =>
  one.mode === other.mode &&
  share(one.viewingArea, other.viewingArea, members) &&
  share(one.disclosingArea, other.disclosingArea, members);

/** Whether they would do so at some instant. Periods are half-open: they may touch. */
export const overlap = (one: DisasterRule, other: DisasterRule, members: Members): boolean =>
  one.from < other.until && other.from < one.until && samePlaces(one, other, members);
