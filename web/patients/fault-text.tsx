import type { FieldError } from '../../schemas/problems.ts';
import { useLanguage } from '../text/texts.ts';

/** A fault where no field of its own shows it. */
export const FaultText = ({ id, fault }: { id?: string; fault: FieldError | undefined }) => {
  const language = useLanguage();
  if (!fault) return undefined;
  return (
    <p {...(id !== undefined && { id })} role="alert" className="text-sm text-red-900">
      {language === 'ja' ? fault.message : fault.messageEn}
    </p>
  );
};
