import { codeOf, fieldErrorsOf, ProblemError } from '../../api/problem-error.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { texts } from '../texts.ts';

type Said = { id?: string; pointer?: string; ja: string; en: string };

const saidIn = (error: unknown, member: 'needs' | 'reasons'): Said[] => {
  const said = error instanceof ProblemError ? error.problem[member] : undefined;
  return Array.isArray(said) ? (said as Said[]) : [];
};

/** Why the record did not open, and what to do: state more, choose another way, or look up again. */
export const ConfirmProblem = ({ error, onSearchAgain }: { error: unknown; onSearchAgain: () => void }) => {
  const t = useTexts(texts);
  const code = error ? codeOf(error) : undefined;
  if (!code || Object.keys(fieldErrorsOf(error)).length > 0) return undefined;
  if (code === 'EMS_FACTS_NEEDED')
    return (
      <Notice tone="warning" isUrgent title={t('problem.needed')}>
        <Sentences said={saidIn(error, 'needs')} />
      </Notice>
    );
  if (code === 'EMS_NOT_PERMITTED')
    return (
      <Notice tone="danger" isUrgent title={t('problem.notPermitted')}>
        <Sentences said={saidIn(error, 'reasons')} />
        <p>{t('problem.others')}</p>
      </Notice>
    );
  if (code === 'EMS_LOOKUP_OVER' || code === 'NOT_FOUND')
    return (
      <Notice tone="warning" isUrgent title={t('problem.over')}>
        <p>{t('problem.overBody')}</p>
        <div>
          <Button onClick={onSearchAgain}>{t('problem.searchAgain')}</Button>
        </div>
      </Notice>
    );
  return <ProblemView error={error} />;
};

const Sentences = ({ said }: { said: readonly Said[] }) => {
  const say = useSay();
  return (
    <ul className="list-disc pl-5">
      {said.map((one) => (
        <li key={one.id ?? one.pointer ?? one.ja}>
          {say(one)}{' '}
          {one.id !== undefined && <span className="text-sm whitespace-nowrap text-solid-gray-700">{one.id}</span>}
        </li>
      ))}
    </ul>
  );
};
