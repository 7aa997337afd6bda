import type { DisasterRuleView } from '../../schemas/disaster.ts';
import { extendDisasterRule, listDisasterRules } from '../../schemas/operations/disaster.ts';
import { useForm } from '../api/use-form.ts';
import { useTexts } from '../text/texts.ts';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { ProblemView } from '../ui/states.tsx';
import { instantOf, localOf } from './jst-time.ts';
import { texts } from './texts.ts';

export const ExtendDialog = ({ rule, onClose }: { rule: DisasterRuleView; onClose: () => void }) => {
  const t = useTexts(texts);
  const form = useForm(extendDisasterRule, {
    initial: { until: localOf(rule.until), basis: '' },
    inputOf: ({ until, basis }) => ({
      params: { ruleId: rule.ruleId },
      body: { until: instantOf(until) ?? '', basis },
    }),
    changes: [listDisasterRules],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('extendTitle')}
      confirmLabel={t('extend')}
      isBusy={form.isSending}
      onConfirm={() => void form.submit()}
    >
      <p>{t('extendBody')}</p>
      {form.error && <ProblemView error={form.error} />}
      <TextField
        type="datetime-local"
        label={t('until')}
        hint={t('untilHint')}
        isRequired
        value={form.values.until}
        onChange={(until) => form.set('until', until)}
        fault={form.faultAt('/until')}
      />
      <TextArea
        label={t('basis')}
        hint={t('basisHint')}
        isRequired
        value={form.values.basis}
        onChange={(basis) => form.set('basis', basis)}
        fault={form.faultAt('/basis')}
      />
    </ConfirmDialog>
  );
};
