import './form-page.css';
import { useState } from 'react';
import { readPatient } from '../../schemas/operations/registration.ts';
import type { PatientView } from '../../schemas/patient.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import { useAsk } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { warekiOf } from '../text/dates.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Checkbox } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { FORM, NOTICE } from './form-words.ts';
import { texts } from './texts.ts';

/** The form on paper: one A4 sheet to be read, signed, photographed and kept. */
const FormPage = ({ params: { patientId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const [hasEnglish, setEnglish] = useState(language === 'en');
  const asked = useAsk(readPatient, { params: { patientId: patientId } });
  return (
    <Page
      title={t('printTitle')}
      actions={
        <>
          <Button isDisabled={asked.data === undefined} onClick={() => print()}>
            {t('print')}
          </Button>
          <ButtonLink variant="quiet" href={`/patients/${patientId}/consents`}>
            {t('toHistory')}
          </ButtonLink>
        </>
      }
    >
      <div className="no-print">
        <p>{t('printLead')}</p>
        <Checkbox label={t('withEnglish')} isChecked={hasEnglish} onChange={setEnglish} />
      </div>
      <Asked asked={asked} lines={8}>
        {({ patient }) => <Sheet patient={patient} hasEnglish={hasEnglish} />}
      </Asked>
    </Page>
  );
};
export default FormPage;

type SheetProps = { patient: PatientView; hasEnglish: boolean };

const Sheet = ({ patient, hasEnglish }: SheetProps) => {
  const { facility } = useMe();
  const { name, birthDate } = patient.demographics;
  const [year, month, day] = birthDate.split('-').map(Number);
  const say = (sentence: Sentence, values: Record<string, string> = {}) => (
    <Said sentence={sentence} values={values} hasEnglish={hasEnglish} />
  );
  return (
    <article lang="ja" className="consent-sheet mx-auto w-full max-w-[210mm] border border-solid-gray-300 bg-white">
      <h2 className="pb-4 text-center text-xl font-bold">{say(FORM.title)}</h2>
      <div className="pb-3">{say(FORM.to, { facility: facility.name, facilityEn: facility.nameEn })}</div>
      <div className="pb-3">{say(FORM.lead)}</div>
      <h3 className="pb-1 font-bold">{say(FORM.notice)}</h3>
      <ol className="list-decimal pb-4 pl-6">
        {NOTICE.map((sentence) => (
          <li key={sentence.en} className="pb-1">
            {say(sentence)}
          </li>
        ))}
      </ol>
      <Lines
        lines={[
          [FORM.kana, `${name.familyKana.normalize('NFKC')} ${name.givenKana.normalize('NFKC')}`],
          [FORM.name, `${name.family} ${name.given}`],
          [FORM.birthDate, `${warekiOf(birthDate)}（${year}年${month}月${day}日）`],
          [FORM.wish, ''],
          [FORM.day, FORM.dayBlank.ja],
          [FORM.signature, ''],
          [FORM.proxySignature, ''],
          [FORM.relation, ''],
          [FORM.staff, facility.name],
        ]}
        hasEnglish={hasEnglish}
      />
      <div className="pt-3 text-sm">{say(FORM.keeper, { facility: facility.name, facilityEn: facility.nameEn })}</div>
    </article>
  );
};

type SaidProps = { sentence: Sentence; values?: Record<string, string>; hasEnglish: boolean };

const Said = ({ sentence, values = {}, hasEnglish }: SaidProps) => (
  <>
    <span>{sentence.ja.replace('{{facility}}', values['facility'] ?? '')}</span>
    {hasEnglish && (
      <span lang="en" className="block text-[0.7em] leading-snug font-normal text-solid-gray-800">
        {sentence.en.replace('{{facility}}', values['facilityEn'] ?? '')}
      </span>
    )}
  </>
);

const Lines = ({ lines, hasEnglish }: { lines: readonly (readonly [Sentence, string])[]; hasEnglish: boolean }) => (
  <dl className="grid grid-cols-[minmax(7rem,14rem)_1fr] border-t border-solid-gray-600">
    {lines.map(([label, value]) => (
      <div key={label.en} className="contents">
        <dt className="border-b border-solid-gray-600 bg-solid-gray-50 p-2 text-sm">
          <Said sentence={label} hasEnglish={hasEnglish} />
        </dt>
        <dd className="flex min-h-11 items-center border-b border-solid-gray-600 p-2 text-lg break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
