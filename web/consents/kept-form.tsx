import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { Content } from '../contents/content.tsx';
import { type Look, useDocument } from '../contents/look.ts';
import { Asked } from '../ui/states.tsx';

/** The picture of a form, looked at by the right to the patient as any document is; the look stays in the log. */
const KeptForm = ({ patientId, documentId }: { patientId: PatientId; documentId: DocumentId }) => {
  const look: Look = { by: 'patient', patientId };
  return (
    <Asked asked={useDocument(look, documentId)}>{({ document }) => <Content document={document} look={look} />}</Asked>
  );
};
export default KeptForm;
