import type { ComponentType } from 'react';
import type { OutputOf } from '../../schemas/operation.ts';
import type { readMe } from '../../schemas/operations/directory.ts';
import type { Sentence } from '../../schemas/primitives.ts';

export type Me = OutputOf<typeof readMe>;

/** A screen of a folder. Each folder names its own in `routes.ts`; nothing else has to be touched. */
export type Route = {
  /** wouter's pattern: `/patients/:patientId/chart`. Ids in it are opaque. */
  path: string;
  load: () => Promise<{ default: ComponentType<{ params: Record<string, string> }> }>;
  /** Where it stands in the menu; absent: reached from another screen. */
  menu?: {
    order: number;
    label: Sentence;
    /** Also in the bar at the foot of a phone, where only five have room. */
    isInBar?: boolean;
    /** Who is offered it. The API decides anew whatever is shown here. */
    isFor?: (me: Me) => boolean;
    /** Beside the label: how many things wait there. */
    count?: (me: Me) => number;
  };
};
