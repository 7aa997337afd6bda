import type { RefObject } from 'react';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Empty, ProblemView, Skeleton } from '../../ui/states.tsx';
import { texts } from '../texts.ts';
import { lastFacility } from './last-facility.ts';
import type { useOpenFacilities } from './open-facilities.ts';

type FacilityProps = {
  open: ReturnType<typeof useOpenFacilities>;
  /** The one that Enter searches. */
  known: string | undefined;
  heading: RefObject<HTMLHeadingElement | null>;
  onChoose: (facilityId: string) => void;
};

/** Each facility that opens to EMS as one large button, the own one (院外参照) last. */
export const FacilityButtons = ({ open: { facilities, error, refetch }, known, heading, onChoose }: FacilityProps) => {
  const t = useTexts(texts);
  return (
    <section className="flex flex-col gap-3">
      <h2 ref={heading} tabIndex={-1} className="text-lg font-bold outline-none focus-visible:shadow-none">
        {t('facility')}
      </h2>
      {error ? <ProblemView error={error} retry={refetch} /> : undefined}
      {!facilities && !error && <Skeleton lines={2} />}
      {facilities?.length === 0 && <Empty>{t('noFacility')}</Empty>}
      <ul className="grid gap-3 sm:grid-cols-2">
        {facilities?.map(({ facilityId, name, municipality, isOwn }) => (
          <li key={facilityId}>
            <Button
              size="lg"
              variant={facilityId === known ? 'primary' : 'secondary'}
              className="w-full py-3"
              onClick={() => onChoose(facilityId)}
            >
              <span className="flex flex-col items-center">
                <span className="text-xl">{name}</span>
                <span className="text-sm font-normal">{isOwn ? t('own') : municipality}</span>
              </span>
              {facilityId === lastFacility() && <Badge tone="info">{t('lastUsed')}</Badge>}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};
