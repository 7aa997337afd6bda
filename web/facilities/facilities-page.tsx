import { useState } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../schemas/operation.ts';
import { listFacilities } from '../../schemas/operations/directory.ts';
import { useAskPages } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { Table } from '../contents/table.tsx';
import { useLanguage, useTexts } from '../text/texts.ts';
import { TextField } from '../ui/field.tsx';
import { Badge } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Asked, Empty, More } from '../ui/states.tsx';
import { texts } from './texts.ts';

type Summary = OutputOf<typeof listFacilities>['items'][number];

const Roles = ({ facility }: { facility: Summary }) => {
  const t = useTexts(texts);
  const me = useMe();
  return (
    <span className="flex flex-wrap gap-1">
      {facility.facilityId === me.facility.facilityId && <Badge tone="info">{t('own')}</Badge>}
      {facility.discloses && <Badge>{t('discloses')}</Badge>}
      {facility.views && <Badge>{t('views')}</Badge>}
      {facility.opensToEms && <Badge tone="danger">{t('emsOpen')}</Badge>}
      {facility.state === 'left' && <Badge tone="warning">{t('left')}</Badge>}
    </span>
  );
};

const FacilitiesPage = () => {
  const t = useTexts(texts);
  const language = useLanguage();
  const [filter, setFilter] = useState('');
  const asked = useAskPages(listFacilities, { query: { limit: 200 } });
  const wanted = filter.normalize('NFKC').trim().toLowerCase();
  const fits = ({ name, nameEn, municipality }: Summary): boolean =>
    [name, nameEn, municipality].some((text) => text.normalize('NFKC').toLowerCase().includes(wanted));
  return (
    <Page title={t('title')}>
      <p>{t('intro')}</p>
      <TextField label={t('filter')} value={filter} onChange={setFilter} type="search" className="max-w-md" />
      <Asked asked={asked} lines={6}>
        {(pages) => {
          const shown = pages.flatMap(({ items }) => items).filter(fits);
          return (
            <>
              <p role="status" className="text-sm">
                {t('found', { count: shown.length })}
              </p>
              {shown.length === 0 ? (
                <Empty>{t('none')}</Empty>
              ) : (
                <div className="card p-2">
                  <Table
                    isStacked
                    caption={t('title')}
                    rows={shown}
                    keyOf={({ facilityId }) => facilityId}
                    columns={[
                      {
                        heading: t('name'),
                        cell: ({ facilityId, name, nameEn }) => (
                          <Link href={`/facilities/${facilityId}`} className="link">
                            {language === 'ja' ? name : nameEn}
                          </Link>
                        ),
                      },
                      { heading: t('kind'), className: 'whitespace-nowrap', cell: ({ kind }) => t(kind) },
                      {
                        heading: t('municipality'),
                        className: 'whitespace-nowrap',
                        cell: ({ municipality }) => municipality,
                      },
                      { heading: t('roles'), cell: (facility) => <Roles facility={facility} /> },
                    ]}
                  />
                </div>
              )}
              <More asked={asked} />
            </>
          );
        }}
      </Asked>
    </Page>
  );
};
export default FacilitiesPage;
