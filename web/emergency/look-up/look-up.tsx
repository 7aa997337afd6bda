import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { lookUpEms } from '../../../schemas/operations/ems.ts';
import { useAct } from '../../api/act.ts';
import { handedOver, navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { texts } from '../texts.ts';
import { AskStep } from './ask-step.tsx';
import { ConsentStep } from './consent-step.tsx';
import { type Handed, handedFrom, type Stage, stageAfter, type Wanted } from './flow.ts';
import { lastFacility, rememberFacility } from './last-facility.ts';
import { evacueesBy, presetOccasion } from './occasions.ts';
import { useOpenFacilities } from './open-facilities.ts';
import { PersonStep } from './person-step.tsx';
import { StepHeading } from './step-heading.tsx';
import { typedKind } from './typed-id.ts';

const DrillResult = lazy(() => import('./drill-result.tsx'));

/** ID and facility → is this the person → consent → the record. Nothing of a person is shown before the look-up, nor after it was called off. */
export const LookUp = () => {
  const t = useTexts(texts);
  const { disasters } = useMe();
  const evacuees = evacueesBy(disasters);
  const [handed] = useState(() => handedFrom(handedOver()));
  const [wanted, setWanted] = useState<Wanted>(() => ({
    patientId: '',
    occasion: presetOccasion(evacuees),
    ...handed,
  }));
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  const open = useOpenFacilities();
  const lookUp = useAct(lookUpEms);
  const preset = lastFacility() ?? open.only;

  // Of two look-ups under way the later one counts, whichever is answered last.
  const latest = useRef(0);
  const search = async (next: Wanted & { facilityId: string }): Promise<void> => {
    latest.current += 1;
    const turn = latest.current;
    setWanted(next);
    try {
      const found = await lookUp.mutateAsync({ body: next });
      rememberFacility(next.facilityId);
      if (turn !== latest.current) return;
      setStage((before) => stageAfter(before, found));
    } catch {
      if (turn !== latest.current) return;
      // What went wrong stands in `lookUp.error`, above the fields.
      setStage({ at: 'asking' });
    }
  };
  useBeginAtOnce(handed, preset, (facilityId) => void search({ ...wanted, facilityId }));

  const askAgain = (wasCalledOff = false): void => {
    lookUp.reset();
    setStage({ at: 'asking', ...(wasCalledOff && { wasCalledOff }) });
  };
  if (stage.at === 'drill')
    return (
      <Suspense fallback={<Skeleton />}>
        <DrillResult report={stage.report}>
          <Button onClick={() => askAgain()}>{t('startAgain')}</Button>
        </DrillResult>
      </Suspense>
    );
  if (stage.at === 'asking' && lookUp.isPending)
    return (
      <div role="status" className="card flex flex-col gap-3 p-4">
        <StepHeading>{t('searching', { id: wanted.patientId })}</StepHeading>
        <Skeleton lines={5} />
      </div>
    );
  if (stage.at === 'asking')
    return (
      <AskStep
        wanted={wanted}
        wasCalledOff={stage.wasCalledOff ?? false}
        wasHandedOver={handed.patientId !== undefined}
        open={open}
        preset={preset}
        evacuees={evacuees}
        error={lookUp.error}
        onChange={(next) => {
          lookUp.reset();
          setWanted(next);
        }}
        onSearch={(next) => void search(next)}
      />
    );
  const { found } = stage;
  if (stage.at === 'person')
    return (
      <PersonStep
        found={found}
        onYes={() => setStage({ at: 'consent', found })}
        onNo={() => {
          setWanted({ ...wanted, patientId: '' });
          askAgain(true);
        }}
        onChange={() => askAgain()}
      />
    );
  return (
    <ConsentStep
      key={found.lookupId}
      found={found}
      occasion={wanted.occasion}
      evacuees={evacuees}
      isSearching={lookUp.isPending}
      onOccasion={(occasion) => void search({ ...wanted, facilityId: found.facilityId, occasion })}
      onSearchAgain={() => {
        setStage({ at: 'asking' });
        void search({ ...wanted, facilityId: found.facilityId });
      }}
      onDrill={(report) => setStage({ at: 'drill', report })}
    />
  );
};

/**
 * What was handed over leaves the history (a step back must not look anybody up again), and where the facility is known is looked up at once.
 */
const useBeginAtOnce = (
  { patientId, facilityId }: Handed,
  preset: string | undefined,
  begin: (facilityId: string) => void,
): void => {
  const hasBegun = useRef(false);
  const at = facilityId ?? preset;
  useEffect(() => {
    if (patientId !== undefined) navigate('/emergency', { replace: true });
  }, [patientId]);
  useEffect(() => {
    if (hasBegun.current || at === undefined || patientId === undefined || typedKind(patientId) !== 'complete') return;
    hasBegun.current = true;
    begin(at);
  });
};
