import { Link } from 'wouter';
import { searchPatients } from '../../schemas/operations/registration.ts';
import { useAsk } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { worksWithPatients } from '../patients/may.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { Asked, Empty } from '../ui/states.tsx';
import { texts } from './texts.ts';

/** One question for both lists of this screen: names of the recently seen come from here, too. */
export const OWN_PATIENTS = { query: { limit: 100 } } as const;
const SHOWN = 10;

/** The facility's linked patients, the first of them; all are on the patients' screen. */
export const MyPatients = () => {
  const t = useTexts(texts);
  const dates = useDates();
  const me = useMe();
  const asked = useAsk(searchPatients, OWN_PATIENTS);
  const chart = worksWithPatients(me) ? '/chart' : '';
  return (
    <Section
      title={t('mine')}
      className="lg:col-start-1 lg:row-start-1"
      actions={
        <ButtonLink variant="quiet" size="sm" href="/patients">
          {t('all')}
        </ButtonLink>
      }
    >
      <Asked asked={asked} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              <p className="pb-3">{t('mineEmpty')}</p>
              <ButtonLink href="/patients/new">{t('register')}</ButtonLink>
            </Empty>
          ) : (
            <ul className="flex flex-col divide-y divide-solid-gray-200">
              {items.slice(0, SHOWN).map(({ patientId, person: { name, birthDate }, ownLink }) => (
                <li
                  key={patientId}
                  className="relative grid grid-cols-1 gap-x-4 px-2 py-2 hover:bg-blue-50 sm:grid-cols-[1fr_1.4fr] sm:items-center"
                >
                  <p className="min-w-0">
                    <Link
                      href={`/patients/${patientId}${chart}`}
                      className="link text-lg font-bold break-words after:absolute after:inset-0"
                    >
                      {name.family} {name.given}
                    </Link>
                    <span className="block text-sm break-words text-solid-gray-700">
                      {name.familyKana.normalize('NFKC')} {name.givenKana.normalize('NFKC')}
                    </span>
                  </p>
                  <p className="text-sm">
                    {dates.birth(birthDate)}
                    {ownLink && <span className="block text-solid-gray-700">{t('id', { id: ownLink.localId })}</span>}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
};
