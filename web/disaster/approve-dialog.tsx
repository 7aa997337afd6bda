import type { DisasterRuleView } from '../../schemas/disaster.ts';
import { approveDisasterRule, listDisasterRules } from '../../schemas/operations/disaster.ts';
import { useAct } from '../api/act.ts';
import { useTexts } from '../text/texts.ts';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';

export const ApproveDialog = ({ rule, onClose }: { rule: DisasterRuleView; onClose: () => void }) => {
  const t = useTexts(texts);
  const approve = useAct(approveDisasterRule, { changes: [listDisasterRules], onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('approveTitle')}
      confirmLabel={t('approve')}
      isBusy={approve.isPending}
      onConfirm={() => approve.mutate({ params: { ruleId: rule.ruleId }, body: {} })}
    >
      <p>{t('approveBody')}</p>
      {approve.error && <ProblemView error={approve.error} />}
    </ConfirmDialog>
  );
};
