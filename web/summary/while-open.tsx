import { type ReactNode, useState } from 'react';
import { isClosed } from '../api/problem-error.ts';
import { ClosedLook } from '../chart/closed-look.tsx';
import { type Ending, LookFailureContext } from '../chart/ending.ts';
import type { Look } from '../contents/look.ts';

/** A sheet whose right has ended goes, as an open chart does, and says why. What is below tells it by `useLookFailure`. */
export const WhileOpen = ({ look, children }: { look: Look; children: ReactNode }) => {
  const [ending, setEnding] = useState<Ending>();
  if (ending) return <ClosedLook look={look} ending={ending} onReopen={() => setEnding(undefined)} />;
  return (
    <LookFailureContext value={(error) => isClosed(error) && setEnding({ error, closed: [] })}>
      {children}
    </LookFailureContext>
  );
};
