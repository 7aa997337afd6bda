import { saidRules } from '../../layers/deed/index.ts';
import { type Facts, publishedContents } from '../../layers/rules/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import type { DrillReport, EmsStatement } from '../../schemas/ems.ts';
import { saidDuties } from './options.ts';
import { decideEms, type EmsPlace } from './place.ts';

type Rehearsal = { caller: Facts; place: EmsPlace; drill: DisasterRule; statement: EmsStatement; todayJst: string };

/** 訓練: the same statement decided a second time, as if the drill rule were a real one. Nothing follows from it. */
export const drillReport = ({ caller, place, drill, statement, todayJst }: Rehearsal): DrillReport => {
  const decision = decideEms({ caller, place: { ...place, disaster: drill }, statement });
  const wouldAllow = decision.decision === 'allow';
  const opened = publishedContents({
    policy: place.discloser?.publication,
    audience: 'ems',
    role: place.viewer.role,
    todayJst,
  });
  return {
    ruleId: drill.ruleId,
    wouldAllow,
    because: saidRules(decision.because),
    owes: saidDuties(decision.owes, place.settings),
    wouldOpen: wouldAllow ? [...opened] : [],
  };
};
