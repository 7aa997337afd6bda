import { listFacilities } from '../../schemas/operations/directory.ts';
import type { PatientView } from '../../schemas/patient.ts';
import { useAsk } from '../api/ask.ts';
import { useTexts } from '../text/texts.ts';
import { Badge } from '../ui/notice.tsx';
import { useListed } from './marks/listed.ts';
import { texts } from './texts.ts';

/** Facilities whose link waits to be confirmed: their records are not in the timeline, which does not even name them. */
export const PendingLinks = ({ patient }: { patient: PatientView | undefined }) => {
  const pending = (patient?.links ?? []).filter(({ state }) => state === 'pending').map(({ facilityId }) => facilityId);
  return pending.length > 0 ? <Waiting facilityIds={pending} /> : undefined;
};

const Waiting = ({ facilityIds }: { facilityIds: readonly string[] }) => {
  const t = useTexts(texts);
  const listed = useListed();
  const { data } = useAsk(listFacilities, {});
  const nameOf = (id: string): string => data?.items.find(({ facilityId }) => facilityId === id)?.name ?? id;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <Badge tone="warning">{t('pendingLink')}</Badge>
      {t('pendingLinkOf', { names: listed(facilityIds.map(nameOf)) })}
    </p>
  );
};
