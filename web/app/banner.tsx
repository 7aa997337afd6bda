import { useDates } from '../text/dates.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { useMe } from './me.ts';
import { texts } from './texts.ts';

/** Says on every screen that a disaster rule, or a drill, is in force here. */
export const Banner = () => {
  const { disasters } = useMe();
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  return disasters.map(({ ruleId, mode, says, until }) => (
    <aside
      key={ruleId}
      aria-label={t(mode === 'real' ? 'disasterReal' : 'disasterDrill')}
      className={
        mode === 'real'
          ? 'bg-red-900 px-4 py-2 text-white'
          : 'border-y-2 border-dashed border-orange-1000 bg-yellow-50 px-4 py-2 text-solid-gray-900'
      }
    >
      <strong className="mr-3">{t(mode === 'real' ? 'disasterReal' : 'disasterDrill')}</strong>
      {say(says)} <span className="whitespace-nowrap">{t('until', { until: dates.instant(until) })}</span>
    </aside>
  ));
};
