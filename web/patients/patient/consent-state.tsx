import type { PatientView } from '../../../schemas/patient.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { handlesRegistration } from '../may.ts';
import { texts } from './texts.ts';

const TONES = { none: 'warning', inForce: 'success', withdrawn: 'danger' } as const;

/** Whether a consent is in force, and the way to its history. The network office sees the state alone (CONSENT-03). */
export const ConsentState = ({ patient: { patientId, consent } }: { patient: PatientView }) => {
  const t = useTexts(texts);
  const me = useMe();
  return (
    <Section
      title={t('consent')}
      actions={
        handlesRegistration(me) && (
          <div className="flex flex-wrap gap-2">
            {consent.state !== 'inForce' && (
              <ButtonLink size="sm" href={`/patients/${patientId}/consents/new`}>
                {t('toGrant')}
              </ButtonLink>
            )}
            <ButtonLink size="sm" variant="secondary" href={`/patients/${patientId}/consents`}>
              {t('toConsents')}
            </ButtonLink>
          </div>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-3">
        <Badge tone={TONES[consent.state]}>{t(`consent_${consent.state}`)}</Badge>
        {consent.kinds.map((kind) => (
          <span key={kind}>{t(`kind_${kind}`)}</span>
        ))}
        {consent.state === 'none' && <span>{t('consentNone')}</span>}
        {consent.state === 'withdrawn' && <span>{t('consentWithdrawn')}</span>}
      </p>
    </Section>
  );
};
