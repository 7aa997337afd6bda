import { useState } from 'react';
import { parseJapaneseDate } from '../../layers/names/index.ts';
import { CONTENT_TYPES } from '../../schemas/content-types.ts';
import { ROLES, type Role } from '../../schemas/directory.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { previewPublication, previewRecords } from '../../schemas/operations/directory.ts';
import { useAsk } from '../api/ask.ts';
import { Table } from '../contents/table.tsx';
import { useDates } from '../text/dates.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Select, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Asked, Empty } from '../ui/states.tsx';
import { OpeningWords } from './opening-words.tsx';
import { texts } from './texts.ts';

const AUDIENCES = ['linked', 'ems', 'ownStaff', 'ownStaffOutside'] as const;
type Audience = (typeof AUDIENCES)[number];
type Wanted = NonNullable<InputOf<typeof previewRecords>['query']>;

/** What is sent for what was typed; a day that cannot be read goes as it is, and the API says what is wrong with it. */
const dayOf = (text: string): string | undefined => {
  if (text.trim() === '') return undefined;
  const read = parseJapaneseDate(text);
  return read.ok ? read.date : text;
};

const PreviewPage = ({ params: { facilityId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const say = useSay();
  const [audience, setAudience] = useState<Audience>('linked');
  const [role, setRole] = useState<Role>('doctor');
  const [localId, setLocalId] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [wanted, setWanted] = useState<Wanted>();
  const show = (): void => {
    const [fromDay, toDay] = [dayOf(from), dayOf(to)];
    setWanted({
      audience,
      role,
      localId,
      ...(fromDay !== undefined && { from: fromDay }),
      ...(toDay !== undefined && { to: toDay }),
    });
  };
  return (
    <Page title={t('previewTitle')}>
      <p>{t('previewIntro')}</p>
      <form
        className="card grid grid-cols-1 items-end gap-4 p-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <Select
          label={t('audience')}
          value={audience}
          onChange={setAudience}
          choices={AUDIENCES.map((value) => ({ value, label: t(value) }))}
        />
        <Select
          label={t('role')}
          value={role}
          onChange={setRole}
          choices={(Object.keys(ROLES) as Role[]).map((value) => ({ value, label: say(ROLES[value]) }))}
        />
        <TextField
          label={t('localId')}
          hint={t('localIdHint')}
          value={localId}
          onChange={setLocalId}
          inputMode="numeric"
        />
        <div className="grid grid-cols-2 gap-2">
          <TextField label={t('from')} value={from} onChange={setFrom} />
          <TextField label={t('to')} value={to} onChange={setTo} />
        </div>
        <Button type="submit" isDisabled={localId.trim() === ''} className="sm:col-start-1 sm:justify-self-start">
          {t('show')}
        </Button>
      </form>
      {wanted && <Records facilityId={facilityId} query={wanted} />}
      <Contents facilityId={facilityId} audience={audience} role={role} />
    </Page>
  );
};
export default PreviewPage;

const Contents = ({ facilityId, audience, role }: { facilityId: string; audience: Audience; role: Role }) => {
  const t = useTexts(texts);
  const say = useSay();
  const asked = useAsk(previewPublication, { params: { facilityId }, query: { audience, role } });
  return (
    <Section title={t('contents')}>
      <p className="text-sm">{t('asRole', { audience: t(audience), role: say(ROLES[role]) })}</p>
      <Asked asked={asked}>
        {({ contents }) => (
          <Table
            caption={t('contents')}
            rows={contents}
            keyOf={({ contentType }) => contentType}
            columns={[
              { heading: t('content'), cell: ({ contentType }) => say(CONTENT_TYPES[contentType].label) },
              {
                heading: t('open'),
                cell: ({ open, ...opening }) => <OpeningWords opening={open ? opening : undefined} />,
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
};

const Records = ({ facilityId, query }: { facilityId: string; query: Wanted }) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const asked = useAsk(previewRecords, { params: { facilityId }, query });
  return (
    <Section title={t('records')}>
      <p className="text-sm">{t('asRole', { audience: t(query.audience), role: say(ROLES[query.role]) })}</p>
      <Asked asked={asked}>
        {({ from, to, seen, hidden, more }) => (
          <>
            <p role="status" className="font-bold">
              {t('hidden', { count: hidden })}
            </p>
            {seen.length === 0 ? (
              <Empty>{t('nothingSeen')}</Empty>
            ) : (
              <Table
                isStacked
                caption={t('seen', { from, to })}
                rows={seen}
                keyOf={({ documentId }) => documentId}
                columns={[
                  { heading: t('recordTitle'), cell: ({ title }) => title },
                  { heading: t('day'), className: 'whitespace-nowrap', cell: ({ day }) => dates.day(day) },
                  { heading: t('contentType'), cell: ({ contentType }) => say(CONTENT_TYPES[contentType].label) },
                  { heading: t('department'), cell: ({ department }) => department },
                ]}
              />
            )}
            {more && <Notice>{t('more')}</Notice>}
          </>
        )}
      </Asked>
    </Section>
  );
};
