import type { ReactNode } from 'react';
import { useTexts } from '../text/texts.ts';
import { useLocalTime } from './local-time.ts';
import { texts } from './texts.ts';

type OrderHead = { orderNumber?: string; orderedAt?: string; department?: string; ward?: string; orderedBy?: string };
type Fact = readonly [string, ReactNode];

/** What stands at the head of every order, as far as the source said it. */
export const useOrderFacts = (): ((head: OrderHead) => Fact[]) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  return ({ orderedAt, department, ward, orderedBy, orderNumber }) =>
    (
      [
        [t('orderedAt'), orderedAt && time(orderedAt)],
        [t('department'), department],
        [t('ward'), ward],
        [t('orderedBy'), orderedBy],
        [t('orderNumber'), orderNumber],
      ] as const
    ).filter(([, value]) => value !== undefined);
};
