import type { DisasterRuleView } from '../../schemas/disaster.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import { endDisasterRule, listDisasterRules } from '../../schemas/operations/disaster.ts';
import { useForm } from '../api/use-form.ts';
import { useTexts } from '../text/texts.ts';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';

export const EndDialog = ({ rule, onClose }: { rule: DisasterRuleView; onClose: () => void }) => {
  const t = useTexts(texts);
  const form = useForm(endDisasterRule, {
    initial: { reason: '' },
    inputOf: ({ reason }) => ({ params: { ruleId: rule.ruleId }, body: { reason } }),
    changes: [listDisasterRules, readMe],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('endTitle')}
      confirmLabel={t('end')}
      isDanger
      isBusy={form.isSending}
      onConfirm={() => void form.submit()}
    >
      <p>{t('endBody')}</p>
      {form.error && <ProblemView error={form.error} />}
      <TextArea
        label={t('reason')}
        isRequired
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
        fault={form.faultAt('/reason')}
      />
    </ConfirmDialog>
  );
};
