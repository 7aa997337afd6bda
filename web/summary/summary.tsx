import { type ReactNode, useEffect, useState } from 'react';
import { addDays } from '../../layers/names/index.ts';
import type { OutputOf } from '../../schemas/operation.ts';
import { printEmsSummary, printSummary } from '../../schemas/operations/timeline.ts';
import { useAct } from '../api/act.ts';
import { useLookFailure } from '../chart/ending.ts';
import type { ChartPerson } from '../chart/person.ts';
import type { TimelineFacility } from '../chart/timeline-facility.ts';
import type { Look } from '../contents/look.ts';
import { untold } from '../daily-contents/documents.ts';
import { MissingRecords } from '../daily-contents/missing-records.tsx';
import { useDailyContents } from '../daily-contents/use-daily-contents.ts';
import { documentsOf } from '../medication/documents-of.ts';
import { todayJst, useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemView, ProgressBar } from '../ui/states.tsx';
import { drugLines, latestResults, namedOnPaper } from './drug-lines.ts';
import { HeaderPart } from './header-part.tsx';
import { DrugPart, ResultPart } from './lines-part.tsx';
import { texts } from './texts.ts';

const DAYS = 92;
const TYPES = ['prescription', 'laboratory'] as const;
/** As many as one print may name. */
const MOST_DOCUMENTS = 200;

type Print = OutputOf<typeof printSummary>;
type SummaryProps = { look: Look; person: ChartPerson; facilities: readonly TimelineFacility[] };

/** A sheet for the next doctor. Nothing is printed before the audit log has its line; the sheet carries that line's number, who and when. */
export const Summary = ({ look, person, facilities }: SummaryProps) => {
  const t = useTexts(texts);
  const today = todayJst();
  const [spans] = useState(() => [{ from: addDays(today, 1 - DAYS), to: today }]);
  const { items, done, isComplete, error, retry, covered } = useDailyContents({
    look,
    types: TYPES,
    spans,
  });
  const drugs = drugLines(items);
  const results = latestResults(items);
  const unsaid = untold(items).length;
  const named = namedOnPaper(
    [
      ...facilities.flatMap(({ header }) => Object.values(header ?? {}).flatMap((section) => section.documentIds)),
      ...drugs.flatMap(documentsOf),
      ...results.map(({ documentId }) => documentId),
    ],
    MOST_DOCUMENTS,
  );
  const { print, isPrinting, problem, start } = usePrint(look, named.documentIds);
  const tell = useLookFailure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each error
  useEffect(() => {
    for (const one of [error, problem]) if (one) tell(one);
  }, [error, problem]);
  const from = covered?.from ?? spans[0]?.from ?? today;
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ButtonLink
            variant="secondary"
            href={look.by === 'patient' ? `/patients/${look.patientId}/chart` : `/emergency/${look.grantId}`}
          >
            {t('back')}
          </ButtonLink>
          <Button isDisabled={!isComplete} isBusy={isPrinting} onClick={start}>
            {t('print')}
          </Button>
        </>
      }
    >
      <div className="no-print flex flex-col gap-3">
        <Notice>{t('hint')}</Notice>
        {!isComplete && !error && <ProgressBar label={t('waiting')} done={done} />}
        {error !== undefined && <ProblemView error={error} retry={retry} />}
        {problem && <ProblemView error={problem} retry={start} />}
      </div>
      <Sheet print={print}>
        <HeaderPart person={person} facilities={facilities} />
        {error !== undefined && <Notice tone="warning">{t('incomplete')}</Notice>}
        {named.isCut && <Notice tone="warning">{t('cut', { count: MOST_DOCUMENTS })}</Notice>}
        <MissingRecords facilities={facilities} types={TYPES} />
        {unsaid > 0 && <Notice tone="warning">{t('untold', { count: unsaid })}</Notice>}
        <DrugPart
          lines={drugs.filter((line) => documentsOf(line).every(named.has))}
          from={from}
          facilities={facilities}
        />
        <ResultPart
          lines={results.filter(({ documentId }) => named.has(documentId))}
          from={from}
          facilities={facilities}
        />
      </Sheet>
    </Page>
  );
};

const usePrint = (look: Look, documentIds: string[]) => {
  const [print, setPrint] = useState<Print>();
  const options = {
    onDone: (body: Print): void => {
      setPrint(body);
      // After the number has been drawn.
      setTimeout(() => globalThis.print());
    },
  };
  const byPatient = useAct(printSummary, options);
  const byGrant = useAct(printEmsSummary, options);
  const act = look.by === 'patient' ? byPatient : byGrant;
  const start = (): void => {
    setPrint(undefined);
    const body = { documentIds };
    if (look.by === 'patient') byPatient.mutate({ params: { patientId: look.patientId }, body });
    else byGrant.mutate({ params: { grantId: look.grantId }, body });
  };
  return { print, isPrinting: act.isPending, problem: act.error, start };
};

/** Printable only with its number; on every page, across the text and at the foot. */
const Sheet = ({ print, children }: { print: Print | undefined; children: ReactNode }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const mark =
    print &&
    t('printed', {
      at: dates.instant(print.printedAt),
      facility: print.printedBy.facilityName,
      name: print.printedBy.name,
      staffId: print.printedBy.staffId,
      printId: print.printId,
    });
  return (
    <article
      data-printable={print ? '' : undefined}
      className="card p-4 sm:p-6 print:table print:w-full print:border-0 print:p-0"
    >
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-xl font-bold">{t('heading')}</h2>
          <p className="font-bold">{t('confidential')}</p>
        </div>
        {children}
        <p className="text-sm">{t('source')}</p>
      </div>
      {mark !== undefined && (
        <>
          {/* A table's foot: drawn at the end of every page. */}
          <div className="mt-5 border-t border-solid-gray-420 pt-2 text-sm font-bold print:table-footer-group print:break-inside-avoid">
            <p className="print:pt-2">{mark}</p>
          </div>
          <p aria-hidden="true" className="print-watermark">
            {mark}
          </p>
        </>
      )}
    </article>
  );
};
