import { useId } from 'react';
import { confirmEms } from '../../../schemas/operations/ems.ts';
import { useAct } from '../../api/act.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { usePlaceName } from '../place-name.ts';
import { texts } from '../texts.ts';
import { DataAgeLine } from './discloser.tsx';
import type { Found } from './flow.ts';
import { PersonLines } from './person-lines.tsx';
import { StepHeading } from './step-heading.tsx';

type PersonProps = { found: Found; onYes: () => void; onNo: () => void; onChange: () => void };

/** 本人確認. Somebody else: told to the network, and gone from the screen before it has answered. */
export const PersonStep = ({ found, onYes, onNo, onChange }: PersonProps) => {
  const t = useTexts(texts);
  const nameOf = usePlaceName();
  const card = useId();
  const wrong = useAct(confirmEms, { onDone: onNo });
  const isGone = wrong.isPending || wrong.isError;
  const sayWrong = (): void => wrong.mutate({ params: { lookupId: found.lookupId }, body: { person: 'wrong' } });
  if (isGone)
    return (
      <div className="card flex flex-col gap-4 p-4" role="status">
        <StepHeading>{t('no')}</StepHeading>
        {wrong.error && (
          <>
            <Notice tone="danger" isUrgent title={t('problem.wrong')} />
            <ProblemView error={wrong.error} />
            <div className="flex flex-wrap gap-3">
              <Button onClick={sayWrong}>{t('no')}</Button>
              <Button variant="secondary" onClick={onChange}>
                {t('change')}
              </Button>
            </div>
          </>
        )}
      </div>
    );
  return (
    <section className="flex flex-col gap-4">
      <StepHeading describedBy={card}>{t('isThis')}</StepHeading>
      <div className="card flex flex-col gap-3 p-4 sm:p-6">
        <PersonLines id={card} person={found.person} />
        <p className="text-solid-gray-800">
          {t('at', { facility: nameOf(found.facilityId, found.facilityName), id: found.localId })}
        </p>
        <DataAgeLine data={found.data} />
      </div>
      <div className="sticky bottom-16 z-10 flex flex-col gap-3 bg-solid-gray-50 py-3 sm:flex-row-reverse md:static">
        <Button size="lg" className="min-h-16 text-xl sm:flex-2" onClick={onYes}>
          {t('yes')}
        </Button>
        <Button size="lg" variant="secondary" className="sm:flex-1" onClick={sayWrong}>
          {t('no')}
        </Button>
      </div>
      <div>
        <Button variant="quiet" onClick={onChange}>
          {t('change')}
        </Button>
      </div>
    </section>
  );
};
