import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Consent, ConsentInput } from '../../schemas/consent.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { useDates } from '../text/dates.ts';
import { type Say, useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { Badge } from '../ui/notice.tsx';
import { Facts } from '../ui/page.tsx';
import { Skeleton } from '../ui/states.tsx';
import { ScopeWords } from './scope-words.tsx';
import { texts } from './texts.ts';

const KeptForm = lazy(() => import('./kept-form.tsx'));

const TONES = { inForce: 'success', replaced: 'neutral', withdrawn: 'danger' } as const;

type CardProps = { consent: Consent; patientId: PatientId; nameOf: (facilityId: string) => string };

/** One consent as it was recorded, and how it ended. */
export const ConsentCard = ({ consent, patientId, nameOf }: CardProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const [isShown, setShown] = useState(false);
  const { state, scope, consentedBy, method, withdrawal, formDocumentId } = consent;
  const recorded = (by: { recordedBy: string; recordedAtFacility: string; recordedAt: string }): string =>
    t('recordedAt', {
      facility: nameOf(by.recordedAtFacility),
      staff: by.recordedBy,
      at: dates.instant(by.recordedAt),
    });
  const facts: [string, ReactNode][] = [
    [t('scope'), <ScopeWords key="scope" scope={scope} nameOf={nameOf} />],
    [t('by'), who(t, consentedBy)],
    [t('methodIs'), t(method)],
    [t('effective'), dates.day(consent.effectiveOn)],
    [t('recordedBy'), recorded(consent)],
    ...(state === 'replaced' && consent.endedAt
      ? ([[t('ended'), dates.instant(consent.endedAt)]] as [string, ReactNode][])
      : []),
    ...(withdrawal
      ? ([
          [t('withdrawn'), recorded(withdrawal)],
          [t('withdrawnBy'), who(t, withdrawal.withdrawnBy)],
          [t('reason'), withdrawal.reason],
        ] as [string, ReactNode][])
      : []),
    [t('formKept'), formDocumentId ? undefined : t('formNone')],
  ];
  return (
    <article
      className={cx(
        'flex flex-col gap-3 rounded-8 border p-4',
        state === 'inForce' ? 'border-2 border-green-900' : 'border-solid-gray-300',
      )}
    >
      <h3 className="flex flex-wrap items-center gap-3 font-bold">
        {t(scope.kind)}
        <Badge tone={TONES[state]}>{t(state)}</Badge>
      </h3>
      <Facts items={formDocumentId ? facts.slice(0, -1) : facts} />
      {formDocumentId && (
        <div className="flex flex-col gap-3">
          <div>
            <Button variant="secondary" size="sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
              {t(isShown ? 'formHide' : 'formShow')}
            </Button>
          </div>
          {isShown && (
            <Suspense fallback={<Skeleton />}>
              <KeptForm patientId={patientId} documentId={formDocumentId} />
            </Suspense>
          )}
        </div>
      )}
      {state === 'inForce' && (
        <div>
          <ButtonLink
            variant="quiet"
            className="text-red-1000"
            href={`/patients/${patientId}/consents/${consent.consentId}/withdrawal`}
          >
            {t('withdraw')}
          </ButtonLink>
        </div>
      )}
    </article>
  );
};

/** 本人, or the relation and name of whoever stood in. */
const who = (t: Say<'patient'>, by: ConsentInput['consentedBy']): string =>
  by.who === 'patient' ? t('patient') : [by.relation, by.name].filter(Boolean).join(' ');
