import { type Opening, ROLES } from '../../schemas/directory.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

/** What stands behind 公開: for whom, of which departments, after how many days. */
export const OpeningWords = ({ opening }: { opening: Opening | undefined }) => {
  const t = useTexts(texts);
  const say = useSay();
  if (!opening) return <span className="text-solid-gray-700">{t('closed')}</span>;
  const { onlyRoles, onlyDepartments, exceptDepartments, delayDays } = opening;
  const limits = [
    onlyRoles && t('onlyRoles', { roles: onlyRoles.map((role) => say(ROLES[role])).join('・') }),
    onlyDepartments && t('onlyDepartments', { departments: onlyDepartments.join('・') }),
    exceptDepartments &&
      exceptDepartments.length > 0 &&
      t('exceptDepartments', { departments: exceptDepartments.join('・') }),
    delayDays !== undefined && delayDays > 0 && t('delay', { days: delayDays }),
  ].filter((limit) => typeof limit === 'string');
  return (
    <>
      <span className="font-bold">
        <span aria-hidden="true">○ </span>
        {t('open')}
      </span>
      {limits.map((limit) => (
        <span key={limit} className="block text-sm">
          {limit}
        </span>
      ))}
    </>
  );
};
