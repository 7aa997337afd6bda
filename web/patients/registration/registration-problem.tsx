import type { FieldError } from '../../../schemas/problems.ts';
import { codeOf, ProblemError } from '../../api/problem-error.ts';
import { useLanguage, useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import type { SearchHandover } from '../handover.ts';
import { Throttled } from '../search/throttled.tsx';
import { Differences } from './differences.tsx';
import { texts } from './texts.ts';

type ProblemProps = {
  error: Error | undefined;
  /** The emergency access cannot be turned into this registration. */
  grantFault: FieldError | undefined;
  localId: string;
  onIdLater: () => void;
};

/** What stands against a registration as a whole, with what can be done about it. */
export const RegistrationProblem = ({ error, grantFault, localId, onIdLater }: ProblemProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  if (grantFault)
    return <Notice tone="danger" isUrgent title={language === 'ja' ? grantFault.message : grantFault.messageEn} />;
  if (!error) return undefined;
  switch (codeOf(error)) {
    case 'SEARCH_EXHAUSTED':
      return <Throttled error={error} />;
    case 'LINK_EXISTS':
      return (
        <Notice tone="warning" isUrgent title={t('idTaken')}>
          <p>{t('idTakenBody')}</p>
          <div>
            <ButtonLink
              variant="secondary"
              href="/patients"
              state={{ typed: localId, criteria: { localId } } satisfies SearchHandover}
            >
              {t('idTakenSearch')}
            </ButtonLink>
          </div>
        </Notice>
      );
    case 'LINK_DEMOGRAPHICS_DIFFER':
      return (
        <Differences error={error instanceof ProblemError ? error : undefined}>
          <p>{t('differGoOn')}</p>
          <div>
            <Button variant="secondary" onClick={onIdLater}>
              {t('differSubmit')}
            </Button>
          </div>
        </Differences>
      );
    default:
      return <ProblemView error={error} />;
  }
};
