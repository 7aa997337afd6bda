import { lazy, Suspense } from 'react';
import type { Look } from '../contents/look.ts';
import { Skeleton } from '../ui/states.tsx';
import type { ChartPerson } from './person.ts';
import type { TimelineFacility } from './timeline-facility.ts';

const ChartHeader = lazy(() => import('./header/chart-header.tsx'));

type HeaderProps = { look: Look; person: ChartPerson; facilities: readonly TimelineFacility[] };

export const HeaderSlot = (props: HeaderProps) => (
  <Suspense fallback={<Skeleton lines={2} />}>
    <ChartHeader {...props} />
  </Suspense>
);
