import { useEffect, useRef } from 'react';
import type { DuplicateCandidate } from '../../../schemas/patient.ts';
import { useMe } from '../../app/me.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/field.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import type { DemographicsTyped } from '../demographics/typed.ts';
import { worksWithPatients } from '../may.ts';
import { CompareTable } from './compare-table.tsx';
import { texts } from './texts.ts';

export type Judgement = 'same' | 'other';

type CandidatesProps = {
  candidates: readonly DuplicateCandidate[];
  typed: DemographicsTyped;
  judged: Readonly<Record<string, Judgement>>;
  onJudge: (patientId: string, judgement: Judgement) => void;
  onSame: (candidate: DuplicateCandidate) => void;
};

const TONES = { same: 'danger', likely: 'warning', possible: 'info' } as const;

/** Whoever may be the same person, each beside what was typed, with why. Nobody is judged by the machine. */
export const Candidates = ({ candidates, typed, judged, onJudge, onSame }: CandidatesProps) => {
  const t = useTexts(texts);
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  return (
    <section ref={section} tabIndex={-1} className="flex flex-col gap-4" aria-label={t('duplicates')}>
      <Notice tone="warning" isUrgent title={t('duplicates')}>
        <p>{t('duplicatesBody')}</p>
      </Notice>
      {candidates.map((candidate, index) => (
        <Candidate
          key={candidate.patientId}
          n={index + 1}
          {...{ candidate, typed, onSame }}
          judgement={judged[candidate.patientId]}
          onJudge={(judgement) => onJudge(candidate.patientId, judgement)}
        />
      ))}
    </section>
  );
};

type CandidateProps = Pick<CandidatesProps, 'typed' | 'onSame'> & {
  n: number;
  candidate: DuplicateCandidate;
  judgement: Judgement | undefined;
  onJudge: (judgement: Judgement) => void;
};

const Candidate = ({ n, candidate, typed, judgement, onJudge, onSame }: CandidateProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const opens = candidate.linkedAtYourFacility && worksWithPatients(me);
  return (
    <article className="card flex flex-col gap-3 p-4">
      <h2 className="flex flex-wrap items-center gap-3 text-lg font-bold">
        {t('candidate', { n })}
        <Badge tone={TONES[candidate.certainty]}>{t(`certainty_${candidate.certainty}`)}</Badge>
      </h2>
      <div>
        <h3 className="text-sm font-bold">{t('why')}</h3>
        <ul className="list-disc pl-5">
          {candidate.because.map((reason) => (
            <li key={reason.id}>{say(reason)}</li>
          ))}
        </ul>
      </div>
      <CompareTable caption={t('candidate', { n })} typed={typed} person={candidate.person} />
      {candidate.linkedAtYourFacility && <p className="font-bold">{t('linkedHere')}</p>}
      <RadioGroup
        label={t('judge')}
        isInline
        value={judgement}
        choices={[
          { value: 'same', label: t('isSame') },
          { value: 'other', label: t('isOther') },
        ]}
        onChange={onJudge}
      />
      {judgement === 'same' && (
        <div>
          <Button onClick={() => onSame(candidate)}>{t(opens ? 'openSame' : 'linkSame')}</Button>
        </div>
      )}
    </article>
  );
};
