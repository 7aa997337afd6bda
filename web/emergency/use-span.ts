import { useEffect, useState } from 'react';
import { defineTexts, useTexts } from '../text/texts.ts';
import { msBetween, spanOf } from './duration.ts';

const texts = defineTexts({
  ja: {
    daysHours: '{{days}}日{{hours}}時間',
    hoursMinutes: '{{hours}}時間{{minutes}}分',
    minutes: '{{minutes}}分',
    left: 'あと{{span}}',
    ago: '{{span}}前',
    overdue: '期限を{{span}}過ぎています',
  },
  en: {
    daysHours: '{{days}} d {{hours}} h',
    hoursMinutes: '{{hours}} h {{minutes}} min',
    minutes: '{{minutes}} min',
    left: '{{span}} left',
    ago: '{{span}} ago',
    overdue: 'overdue by {{span}}',
  },
});

const TICK_MS = 20_000;

/** This moment; drawn anew while the screen stands. */
export const useNow = (): string => {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** Lengths of time in words. `until`: あと3日23時間. `since`: 3日前. `due`: as `until`, and 期限を2日過ぎています once it is over. */
export const useSpan = () => {
  const t = useTexts(texts);
  const now = useNow();
  const words = (ms: number): string => {
    const { unit, values } = spanOf(ms);
    return t(unit, values);
  };
  return {
    now,
    words,
    until: (at: string): string => t('left', { span: words(Math.max(0, msBetween(now, at))) }),
    since: (at: string): string => t('ago', { span: words(Math.max(0, msBetween(at, now))) }),
    due: (at: string): string => t(at < now ? 'overdue' : 'left', { span: words(msBetween(now, at)) }),
  };
};
