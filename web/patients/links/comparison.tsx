import { useState } from 'react';
import { confirmLink, deleteLink, listLinks, searchPatients } from '../../../schemas/operations/registration.ts';
import { useAct } from '../../api/act.ts';
import { useMe } from '../../app/me.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { texts as person } from '../demographics/texts.ts';
import type { PendingLink } from './links-page.tsx';
import { texts } from './texts.ts';

const FIELDS = ['name', 'kana', 'birthDate', 'sex'] as const;
type Field = (typeof FIELDS)[number];

/**
 * What the network has beside what the person sees in the own chart system, item by item. The API tells nobody the own facility's demographics
 * here, so the right-hand side is the person's own eyes, and each item is ticked by hand.
 */
export const Comparison = ({ link, onDone }: { link: PendingLink; onDone: (said: string) => void }) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const dates = useDates();
  const me = useMe();
  const [same, setSame] = useState<readonly Field[]>([]);
  const [isSure, setSure] = useState(false);
  const [isRejecting, setRejecting] = useState(false);
  const { name, birthDate, sex } = link.person;
  const whole = `${name.family} ${name.given}`;
  const shown: Record<Field, string> = {
    name: whole,
    kana: `${name.familyKana} ${name.givenKana}`,
    birthDate: dates.birth(birthDate),
    sex: of(sex),
  };
  const params = { patientId: link.patientId, facilityId: me.facility.facilityId };
  const changes = [listLinks, searchPatients];
  const confirm = useAct(confirmLink, { changes, onDone: () => onDone(t('confirmed', { name: whole })) });
  const reject = useAct(deleteLink, { changes, onDone: () => onDone(t('rejected')) });
  const isReady = same.length === FIELDS.length || isSure;
  return (
    <div className="flex flex-col gap-3 border-t border-solid-gray-200 pt-3">
      <p>{t('ownRecordHint', { id: link.localId })}</p>
      <table className="w-full text-left">
        <caption className="sr-only">{t('compare')}</caption>
        <thead>
          <tr className="border-b border-solid-gray-300 text-sm text-solid-gray-700">
            <th scope="col" className="py-1 pr-3 font-normal">
              {t('field')}
            </th>
            <th scope="col" className="py-1 pr-3 font-normal">
              {t('registered')}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t('agrees')}
            </th>
          </tr>
        </thead>
        <tbody>
          {FIELDS.map((field) => (
            <tr key={field} className="border-b border-solid-gray-200">
              <th scope="row" className="py-1 pr-3 font-normal">
                {of(field)}
              </th>
              <td className="py-1 pr-3 font-bold break-words">{shown[field]}</td>
              <td className="py-1">
                <Checkbox
                  label={
                    <>
                      <span className="sr-only">{of(field)}: </span>
                      {t('checked')}
                    </>
                  }
                  isChecked={same.includes(field)}
                  onChange={(isSame) => setSame(isSame ? [...same, field] : same.filter((other) => other !== field))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {same.length < FIELDS.length && <Checkbox label={t('sure')} isChecked={isSure} onChange={setSure} />}
      <p className="text-sm text-solid-gray-800">{t('consequence')}</p>
      {confirm.error && <ProblemView error={confirm.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isBusy={confirm.isPending}
          isDisabled={!isReady}
          onClick={() => confirm.mutate({ params, body: { localId: link.localId } })}
        >
          {t('confirm')}
        </Button>
        <Button variant="secondary" onClick={() => setRejecting(true)}>
          {t('reject')}
        </Button>
        {!isReady && <p className="text-sm">{t('allOrSure')}</p>}
      </div>
      <ConfirmDialog
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        title={t('rejectTitle')}
        confirmLabel={t('rejectConfirm')}
        isDanger
        isBusy={reject.isPending}
        onConfirm={() => reject.mutate({ params })}
      >
        <p>{t('rejectBody', { id: link.localId, name: whole })}</p>
        {reject.error && <ProblemView error={reject.error} />}
      </ConfirmDialog>
    </div>
  );
};
