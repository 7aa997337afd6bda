import { createContext, useContext } from 'react';
import type { Me } from './route.ts';

export const MeContext = createContext<Me | undefined>(undefined);

/** Who I am: staff, facility, disaster rules that concern me, how much I owe. Asked anew every minute. */
export const useMe = (): Me => {
  const me = useContext(MeContext);
  if (!me) throw new Error('Outside the frame');
  return me;
};
