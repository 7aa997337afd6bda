import { useTexts } from '../text/texts.ts';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { texts } from './texts.ts';

/** A file of its own: the dialog's library waits until it is needed. */
const LeavePrompt = ({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) => {
  const t = useTexts(texts);
  return (
    <ConfirmDialog
      isOpen
      onClose={onStay}
      title={t('leave')}
      confirmLabel={t('leaveConfirm')}
      isDanger
      onConfirm={onLeave}
    >
      <p>{t('leaveBody')}</p>
    </ConfirmDialog>
  );
};
export default LeavePrompt;
