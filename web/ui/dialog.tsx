import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../text/texts.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import { texts } from './texts.ts';

type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** A question that takes something away: read out as an alert, and not closed by a touch beside it. */
  isAlert?: boolean;
  size?: 'md' | 'lg' | 'full';
  children: ReactNode;
};

const SIZES = { md: 'max-w-xl', lg: 'max-w-4xl', full: 'max-w-none h-full' };

/** Holds the focus, closes by Escape, and gives the focus back. Load it lazily where the first view does not need it. */
export const Dialog = ({ isOpen, onClose, title, isAlert, size = 'md', children }: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable={!isAlert}
    className="fixed inset-0 z-40 flex items-end justify-center bg-black/50 sm:items-center sm:p-4"
  >
    <Modal className={cx('max-h-full w-full overflow-auto rounded-t-16 bg-white sm:rounded-16', SIZES[size])}>
      <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className="flex flex-col gap-4 p-5 outline-none">
        <Heading slot="title" className="text-xl font-bold">
          {title}
        </Heading>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

type ConfirmProps = Omit<DialogProps, 'isAlert' | 'size'> & {
  confirmLabel: string;
  isDanger?: boolean;
  isBusy?: boolean;
  onConfirm: () => void;
};

/** A question before something that cannot be taken back lightly. */
export const ConfirmDialog = ({ confirmLabel, isDanger, isBusy, onConfirm, children, ...dialog }: ConfirmProps) => {
  const t = useTexts(texts);
  return (
    <Dialog {...dialog} isAlert>
      {children}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="secondary" onClick={dialog.onClose}>
          {t('cancel')}
        </Button>
        <Button variant={isDanger ? 'danger' : 'primary'} isBusy={isBusy ?? false} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
};
