import type { Content } from '../../schemas/content.ts';
import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { codedOf } from './coded.ts';
import { saysNone } from './none.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, titleOf } from './text.ts';
import { dayOf } from './time.ts';

type Item = Extract<Content, { kind: 'allergy' }>['items'][number];
type Category = 'drug' | 'food' | 'environment' | 'other';
/** HL7 table 0127. Pollen, animals, plants and dust (LA, AA, PA, EA) are the surroundings. */
const CATEGORIES: Readonly<Record<string, Category>> = {
  DA: 'drug',
  FA: 'food',
  EA: 'environment',
  LA: 'environment',
  AA: 'environment',
  PA: 'environment',
};
/** HL7 table 0128. */
const SEVERITIES: Readonly<Record<string, Item['severity']>> = { SV: 'severe', MO: 'moderate', MI: 'mild' };

/**
 * ADT-61 (ADT^A60) → allergies, and severe drug allergies once more as contraindications (薬剤禁忌). `none` only where the message itself
 * says that there are none: nothing listed says nothing. A revision without severe drug allergies takes earlier contraindications back.
 */
export function allergiesOf({ message }: Source): TypedDocument[] {
  const entries = message.all('IAM').filter((entry) => entry.text(6) !== 'D');
  if (message.first('IAM') === undefined) throw new Rejection('NOTHING_IN_IT', 'IAM');
  const stated = entries.filter((entry) => !isNone(entry));
  const items = stated.map(itemOf);
  const none = items.length === 0 && saysNoneAtAll(entries);
  const title = none
    ? 'アレルギーなし'
    : titleOf(
        items.map(({ substance }) => substance.name),
        'アレルギー',
      );
  return [
    { contentType: 'allergy', stage: 'done', title, content: { kind: 'allergy', none, items } },
    contraindications(items),
  ];
}

function itemOf(entry: Segment): Item {
  const substance = codedOf(entry.field(3)) ?? { name: lineOf(entry.field(2).joined(2)) ?? 'アレルギー（物質不明）' };
  const onset = entry.text(11) || entry.text(12) || entry.text(13);
  const identifiedOn = dayOf(onset);
  const reactions = entry
    .repetitions(5)
    .map((reaction) => lineOf(reaction.whole()))
    .filter((text) => text !== undefined);
  const severity: Item['severity'] = SEVERITIES[entry.text(4)] ?? 'unknown';
  return present({
    category: CATEGORIES[entry.text(2)] ?? 'other',
    substance,
    severity,
    reactions: reactions.length === 0 ? undefined : reactions,
    identifiedOn,
    onset: identifiedOn === undefined ? lineOf(onset) : undefined,
  });
}

function isNone(entry: Segment): boolean {
  const substance = entry.field(3);
  const food = entry.text(2) === 'FA';
  return [substance.text(1), substance.text(2), substance.text(5)].some((name) => saysNone(name, { food }));
}

/** None of any kind: stated without a kind, or for drugs and for foods both. "No drug allergy" alone says nothing of foods. */
function saysNoneAtAll(entries: Segment[]): boolean {
  const kinds = new Set(entries.filter(isNone).map((entry) => CATEGORIES[entry.text(2)] ?? 'other'));
  return kinds.has('other') || (kinds.has('drug') && kinds.has('food'));
}

function contraindications(items: Item[]): TypedDocument {
  const severe = items.filter(({ category, severity }) => category === 'drug' && severity === 'severe');
  const head = { contentType: 'contraindication', stage: 'done', suffix: 'contraindication' } as const;
  if (severe.length === 0) return { ...head, title: '薬剤禁忌', withdrawn: true };
  const drugs = severe.map(({ substance, reactions, identifiedOn }) =>
    present({
      drug: substance,
      reason: lineOf(['重度の薬剤アレルギー', ...(reactions ?? [])].join(' ').slice(0, 500)),
      identifiedOn,
    }),
  );
  const title = titleOf(
    severe.map(({ substance }) => substance.name),
    '薬剤禁忌',
  );
  return { ...head, title, content: { kind: 'contraindication', none: false, items: drugs } };
}
