import type { ObligationView } from '../../schemas/obligation.ts';
import { useDates } from '../text/dates.ts';
import { type Say, useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

type Input = NonNullable<ObligationView['fulfilment']>['input'];
type Evidence = NonNullable<Extract<Input, { kind: 'evidence' }>['evidence']>;
type Key = keyof (typeof texts)['ja'];
type Line = readonly [label: string, value: string];
type Told = { t: Say<Key>; instant: (at: string) => string };

/** How an obligation was settled: by whom, when, and by what. */
export const FulfilmentWords = ({ obligation: { fulfilment } }: { obligation: ObligationView }) => {
  const t = useTexts(texts);
  const { instant } = useDates();
  if (!fulfilment) return undefined;
  const { input, through, by, at } = fulfilment;
  const lines: Line[] = [[t('through'), t(`through.${through}`)], ...linesOf(input, { t, instant })];
  return (
    <>
      <dl className="text-sm">
        {lines.map(([label, value]) => (
          <div key={label} className="flex flex-wrap gap-x-2">
            <dt className="text-solid-gray-700">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-solid-gray-800">{t('by', { at: instant(at), staff: by })}</p>
    </>
  );
};

const line = (label: string, value: string | undefined): Line[] => (value === undefined ? [] : [[label, value]]);

const linesOf = (input: Input, told: Told): Line[] => {
  const { t, instant } = told;
  switch (input.kind) {
    case 'evidence':
      return input.evidence ? evidenceLines(input.evidence, told) : [];
    case 'notification':
      return [
        ...line(t('told'), input.told),
        ...line(t('toldAt'), input.at && instant(input.at)),
        ...(input.told === undefined ? [] : line(t('how'), t(`how.${input.how}`))),
        ...line(t('note'), input.note),
      ];
    case 'laterConsent':
      return [
        [t('outcome'), t(`outcome.${input.outcome}`)],
        ...(input.evidence ? evidenceLines(input.evidence, told) : []),
        ...line(t('note'), input.note),
      ];
    case 'explanation':
      return [
        [t('outcome'), t(`outcome.${input.outcome}`)],
        ...line(t('explainedTo'), input.explainedTo),
        ...line(t('explainedAt'), input.at && instant(input.at)),
        ...line(t('note'), input.note),
      ];
  }
};

const evidenceLines = (evidence: Evidence, { t, instant }: Told): Line[] => {
  const kind: Line = [t('evidence'), t(`evidence.${evidence.kind}`)];
  switch (evidence.kind) {
    case 'form':
      return [kind, ...line(t('keptAt'), evidence.keptAt)];
    case 'chart':
      return [kind, [t('statement'), evidence.statement], [t('recordedAt'), instant(evidence.recordedAt)]];
    case 'sheet':
      return [
        kind,
        [t('confirmedBy'), evidence.confirmedBy],
        [t('consentedBy'), evidence.consentedBy],
        [t('relation'), evidence.relation],
        [t('sheetAt'), instant(evidence.at)],
      ];
  }
};
