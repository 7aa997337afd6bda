import { ROLES } from '../../schemas/directory.ts';
import { leave } from '../app/location.ts';
import { useMe } from '../app/me.ts';
import { signOut } from '../session/session.ts';
import { useDates } from '../text/dates.ts';
import { type Language, setLanguage, useLanguage, useSay, useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { RadioGroup } from '../ui/field.tsx';
import { Facts, Page, Section } from '../ui/page.tsx';
import { texts } from './texts.ts';

const LANGUAGES: readonly Language[] = ['ja', 'en'];

const ProfilePage = () => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const language = useLanguage();
  const { staff, facility, session } = useMe();
  const privileges = staff.privileges.map((privilege) => t(privilege));
  return (
    <Page title={t('title')}>
      <Section title={t('me')}>
        <Facts
          items={[
            [t('staffId'), staff.staffId],
            [t('name'), `${staff.name}（${staff.nameKana}）`],
            [t('role'), say(ROLES[staff.role])],
            [t('privileges'), privileges.length === 0 ? t('noPrivileges') : privileges.join(', ')],
            [t('facility'), language === 'ja' ? facility.name : facility.nameEn],
          ]}
        />
        <p className="text-sm text-solid-gray-700">{t('change')}</p>
        <div>
          <ButtonLink variant="secondary" href="/profile/access-log">
            {t('log')}
          </ButtonLink>
        </div>
      </Section>
      <Section title={t('session')}>
        <Facts
          items={[
            [t('signedInAt'), dates.instant(session.signedInAt)],
            [t('openedAt'), dates.instant(session.openedAt)],
          ]}
        />
        <p className="text-sm text-solid-gray-700">{t('elsewhere')}</p>
        <div>
          <Button variant="secondary" onClick={() => leave(() => void signOut())}>
            {t('signOut')}
          </Button>
        </div>
      </Section>
      <Section title={t('language')}>
        <RadioGroup
          label={t('language')}
          isInline
          value={language}
          onChange={setLanguage}
          choices={LANGUAGES.map((value) => ({ value, label: t(value) }))}
        />
      </Section>
    </Page>
  );
};
export default ProfilePage;
