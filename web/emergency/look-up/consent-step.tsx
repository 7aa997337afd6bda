import { useEffect, useState } from 'react';
import type { EmsOption, EmsStatement, Occasion } from '../../../schemas/ems.ts';
import { confirmEms } from '../../../schemas/operations/ems.ts';
import { useAct } from '../../api/act.ts';
import { fieldErrorsOf, ProblemError } from '../../api/problem-error.ts';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { usePlaceName } from '../place-name.ts';
import { texts } from '../texts.ts';
import { ConfirmProblem } from './confirm-problem.tsx';
import { Discloser, mustTelephone } from './discloser.tsx';
import type { Confirmed, Found } from './flow.ts';
import { OccasionLine } from './occasion-line.tsx';
import type { Evacuees } from './occasions.ts';
import { goToRecord } from './opened.ts';
import { PersonLine } from './person-lines.tsx';
import { leavesOccasionOpen } from './statement.ts';
import { StepHeading } from './step-heading.tsx';
import { Ways } from './ways.tsx';

type ConsentProps = {
  found: Found;
  occasion: Occasion;
  evacuees: Evacuees;
  isSearching: boolean;
  onOccasion: (occasion: Occasion) => void;
  onSearchAgain: () => void;
  onDrill: (report: NonNullable<Confirmed['drill']>) => void;
};

/** One button for each way that the rules allow, with what it will owe; pressing it opens the record. */
export const ConsentStep = ({ found, occasion, evacuees, isSearching, ...on }: ConsentProps) => {
  const t = useTexts(texts);
  const nameOf = usePlaceName();
  const [isAbsent, setAbsent] = useState(false);
  const [pressed, setPressed] = useState<EmsOption>();
  const confirm = useAct(confirmEms, {
    onDone: (body) => (!body.grant && body.drill ? on.onDrill(body.drill) : goToRecord(body)),
  });
  useFetchedAhead();
  const options = optionsAfter(confirm.error) ?? found.options;
  // Where no rule reaches this facility (any more), the ways leave the occasion open: nobody is an evacuee here.
  const isUncovered = occasion === 'evacuee' && leavesOccasionOpen(options);
  const stated = isUncovered ? 'ambulance' : occasion;

  const press = (option: EmsOption, statement: EmsStatement): void => {
    setPressed(option);
    confirm.mutate({ params: { lookupId: found.lookupId }, body: { person: 'confirmed', ...statement } });
  };
  // Above the buttons only where somebody has to telephone before pressing one.
  const isCallFirst = mustTelephone(found);
  const discloser = <Discloser found={found} isAbsent={isAbsent} onAbsent={setAbsent} />;
  return (
    <section className="flex flex-col gap-4">
      <div className="card flex flex-col gap-1 px-4 py-3">
        <PersonLine person={found.person} />
        <p className="text-sm">
          {t('at', { facility: nameOf(found.facilityId, found.facilityName), id: found.localId })}
        </p>
        {isCallFirst && discloser}
      </div>
      <StepHeading>{t(found.remote ? 'openOwn' : 'consent')}</StepHeading>
      {isUncovered && <Notice tone="warning" title={t('notCovered')} />}
      {!found.remote && (
        <OccasionLine value={stated} evacuees={isUncovered ? 'none' : evacuees} onChange={on.onOccasion} />
      )}
      <ConfirmProblem error={confirm.error} onSearchAgain={on.onSearchAgain} />
      <Ways
        options={options}
        isDrill={found.drill !== undefined}
        occasion={stated}
        contactAbsent={isAbsent}
        pressed={pressed}
        isBusy={confirm.isPending || isSearching}
        faults={fieldErrorsOf(confirm.error)}
        onPress={press}
      />
      {!isCallFirst && discloser}
    </section>
  );
};

/** A refused confirmation names the ways that are left. */
const optionsAfter = (error: unknown): EmsOption[] | undefined => {
  const options = error instanceof ProblemError ? error.problem['options'] : undefined;
  return Array.isArray(options) ? (options as EmsOption[]) : undefined;
};

/** The record's screen comes while somebody reads the buttons, so that it is there when one is pressed. */
const useFetchedAhead = (): void => {
  useEffect(() => {
    void import('../grants/grant-page.tsx').then(({ fetchChart }) => fetchChart());
  }, []);
};
