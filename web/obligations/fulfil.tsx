import type { ObligationView } from '../../schemas/obligation.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import { listEmsGrants, readEmsGrant } from '../../schemas/operations/ems.ts';
import { fulfilObligation, fulfilObligations, listObligations } from '../../schemas/operations/obligations.ts';
import { codeOf } from '../api/problem-error.ts';
import { useForm } from '../api/use-form.ts';
import { useMe } from '../app/me.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { FulfilForm } from './fulfil-form.tsx';
import { emptyForm, fulfilmentOf } from './fulfilment.ts';
import { jstMomentOf } from './jst-instant.ts';
import { texts } from './texts.ts';

/** What a fulfilment changes: the lists, the badge in the menu, and the accesses themselves (a refusal ends one). */
const CHANGES = [listObligations, readMe, listEmsGrants, readEmsGrant];

const useEmptyForm = (duty: ObligationView['duty']) => {
  const { staff } = useMe();
  return emptyForm(duty, { now: jstMomentOf(new Date().toISOString()), staffName: staff.name });
};

type OneProps = { obligation: ObligationView; onDone: (said: string) => void; onStop: () => void };

/** One obligation, in the place where it is listed. */
export const FulfilOne = ({ obligation: { obligationId, duty, says }, onDone, onStop }: OneProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const initial = useEmptyForm(duty);
  const form = useForm(fulfilObligation, {
    initial,
    inputOf: (values) => ({ params: { obligationId }, body: fulfilmentOf(duty, values) }),
    changes: CHANGES,
    onDone: ({ obligation: { fulfilment } }) => {
      const input = fulfilment?.input;
      const isRefused = input !== undefined && 'outcome' in input && input.outcome === 'refused';
      onDone(isRefused ? t('ended') : t('doneOne', { duty: say(says) }));
    },
  });
  return <FulfilForm duty={duty} form={form} at="" onStop={onStop} />;
};

type ManyProps = { chosen: readonly ObligationView[]; onDone: (said: string) => void; onStop: () => void };

/** After a night with many patients: one form for several of one duty; all or none. */
export const FulfilMany = ({ chosen, onDone, onStop }: ManyProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const [first] = chosen;
  if (!first) throw new Error('Nothing is chosen');
  const { duty, says } = first;
  const initial = useEmptyForm(duty);
  const form = useForm(fulfilObligations, {
    initial,
    inputOf: (values) => ({
      body: {
        duty,
        obligationIds: chosen.map(({ obligationId }) => obligationId),
        fulfilment: fulfilmentOf(duty, values),
      },
    }),
    changes: CHANGES,
    onDone: ({ obligations }) => onDone(t('doneMany', { count: obligations.length })),
  });
  return (
    <section className="card flex flex-col gap-3 border-2 border-blue-900 p-4">
      <h2 className="text-lg font-bold">{t('bulkTitle', { count: chosen.length })}</h2>
      <p>{say(says)}</p>
      <ul className="flex flex-wrap gap-x-4 text-sm">
        {chosen.map(({ obligationId, person, discloserName }) => (
          <li key={obligationId}>
            {person.name.family} {person.name.given}（{discloserName}）
          </li>
        ))}
      </ul>
      <p className="text-sm">{t('bulkAll')}</p>
      {form.error && (
        <Notice tone="warning" title={t('notDone')}>
          {codeOf(form.error) === 'OBLIGATION_CLOSED' && <p>{t('closed.body')}</p>}
        </Notice>
      )}
      <FulfilForm duty={duty} form={form} at="/fulfilment" isTogether onStop={onStop} />
    </section>
  );
};
