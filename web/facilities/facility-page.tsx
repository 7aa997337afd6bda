import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { OutputOf } from '../../schemas/operation.ts';
import { readFacility } from '../../schemas/operations/directory.ts';
import { useAsk } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { Table } from '../contents/table.tsx';
import { useDates } from '../text/dates.ts';
import { useLanguage, useSay, useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Facts, Page, Section } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { OpeningWords } from './opening-words.tsx';
import { texts } from './texts.ts';

type Detail = OutputOf<typeof readFacility>;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const AUDIENCES = ['linked', 'ems', 'ownStaff', 'ownStaffOutside'] as const;

const FacilityPage = ({ params: { facilityId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const me = useMe();
  const asked = useAsk(readFacility, { params: { facilityId } });
  const facility = asked.data?.facility;
  const isOwn = facilityId === me.facility.facilityId;
  return (
    <Page
      title={(language === 'ja' ? facility?.name : facility?.nameEn) ?? t('title')}
      actions={
        isOwn && facility?.discloses ? (
          <ButtonLink variant="secondary" href={`/facilities/${facilityId}/preview`}>
            {t('preview')}
          </ButtonLink>
        ) : undefined
      }
    >
      <Asked asked={asked} lines={8}>
        {(detail) => (
          <>
            <About detail={detail} />
            {detail.facility.discloses && <Opens detail={detail} />}
          </>
        )}
      </Asked>
    </Page>
  );
};
export default FacilityPage;

const About = ({ detail: { facility, openingHours, emsContact } }: { detail: Detail }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { digits, padding } = facility.localIds;
  return (
    <Section title={t('about')}>
      <Facts
        items={[
          [t('kind'), t(facility.kind)],
          [t('municipality'), facility.municipality],
          [t('joinedOn'), dates.day(facility.joinedOn)],
          [t('localIds'), t(padding === 'zero' ? 'padded' : 'digits', { digits })],
          ...(facility.institutionCode === undefined
            ? []
            : [[t('institutionCode'), facility.institutionCode] as const]),
          ...(emsContact
            ? [
                [
                  t('contact'),
                  <span key="contact">
                    {emsContact.department}{' '}
                    <a className="link" href={`tel:${emsContact.phone}`}>
                      {emsContact.phone}
                    </a>
                  </span>,
                ] as const,
              ]
            : []),
          [t('hours'), openingHours ? <Hours key="hours" hours={openingHours} /> : t('noHours')],
        ]}
      />
    </Section>
  );
};

const Hours = ({ hours }: { hours: NonNullable<Detail['openingHours']> }) => {
  const t = useTexts(texts);
  return (
    <ul>
      {DAYS.map((day) => (
        <li key={day}>
          <span className="inline-block w-12">{t(day)}</span>
          {hours.weekly[day].length === 0
            ? t('closedDay')
            : hours.weekly[day].map(({ from, to }) => `${from}-${to}`).join(', ')}
        </li>
      ))}
      <li>
        <span className="inline-block min-w-12 pr-2">{t('holidays')}</span>
        {t(hours.holidays === 'closed' ? 'closedDay' : 'asUsual')}
      </li>
    </ul>
  );
};

/** Content × audience: a facility sees of others only what the directory answers. */
const Opens = ({ detail: { publication } }: { detail: Detail }) => {
  const t = useTexts(texts);
  const say = useSay();
  const shown = AUDIENCES.filter((audience) => publication[audience] !== undefined);
  return (
    <Section title={t('opens')}>
      <p className="text-sm text-solid-gray-700">{t('opensHint')}</p>
      <Table
        caption={t('opens')}
        rows={Object.keys(CONTENT_TYPES) as ContentType[]}
        keyOf={(type) => type}
        columns={[
          {
            heading: t('content'),
            className: 'sticky left-0 bg-white whitespace-nowrap',
            cell: (type) => say(CONTENT_TYPES[type].label),
          },
          ...shown.map((audience) => ({
            heading: t(audience),
            cell: (type: ContentType) => (
              <OpeningWords opening={publication[audience]?.find(({ contentType }) => contentType === type)} />
            ),
          })),
        ]}
      />
    </Section>
  );
};
