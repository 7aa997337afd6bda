import { useMe } from '../app/me.ts';
import { todayJst, useDates } from '../text/dates.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { MyPatients } from './my-patients.tsx';
import { Needs } from './needs.tsx';
import { QuickSearch } from './quick-search.tsx';
import { RecentlySeen } from './recently-seen.tsx';
import { texts } from './texts.ts';

/** Where the day begins: find somebody, what needs me, whom I saw, whom we care for. The network office has no patients of its own. */
const HomePage = () => {
  const t = useTexts(texts);
  const { staff, facility } = useMe();
  const language = useLanguage();
  const dates = useDates();
  const hasPatients = staff.role !== 'networkOffice';
  return (
    <Page
      title={t('title')}
      actions={
        <p className="flex flex-wrap gap-x-4 text-solid-gray-800">
          <span>{dates.day(todayJst())}</span>
          {/* The header has no room for it on a narrow screen. */}
          <span className="lg:hidden">
            {t('hello', { name: staff.name, facility: language === 'ja' ? facility.name : facility.nameEn })}
          </span>
        </p>
      }
    >
      <QuickSearch />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="flex flex-col gap-6 lg:col-start-2 lg:row-start-1">
          <Needs />
          {hasPatients && <RecentlySeen />}
        </div>
        {hasPatients && <MyPatients />}
      </div>
    </Page>
  );
};
export default HomePage;
