import { codeOf, fieldErrorsOf } from '../../api/problem-error.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { Exhausted } from '../exhausted.tsx';
import { texts } from '../texts.ts';

/** Why nobody was found, and what to do now. Every kind of absence is one sentence: the screen tells no more than the API. */
export const LookUpProblem = ({ error }: { error: unknown }) => {
  const t = useTexts(texts);
  if (!error || fieldErrorsOf(error)['/patientId']) return undefined;
  switch (codeOf(error)) {
    case 'NOT_FOUND':
      return (
        <Notice tone="warning" isUrgent title={t('problem.notFound')}>
          <p>{t('problem.notFoundBody')}</p>
          <div>
            <ButtonLink href="/emergency/search" variant="secondary">
              {t('findByName')}
            </ButtonLink>
          </div>
        </Notice>
      );
    case 'EMS_ATTEMPTS_EXHAUSTED':
      return <Exhausted error={error} />;
    default:
      return <ProblemView error={error} />;
  }
};
