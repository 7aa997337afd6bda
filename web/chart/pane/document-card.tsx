import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { DocumentView } from '../../../schemas/document.ts';
import { Content } from '../../contents/content.tsx';
import { type Look, useDocument } from '../../contents/look.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Asked, Skeleton } from '../../ui/states.tsx';
import { FacilityMark } from '../facility-mark.tsx';
import { useTypeName } from '../marks/name-of-type.ts';
import { CardFrame, type CardFrameProps } from './card-frame.tsx';
import { texts } from './texts.ts';
import { Versions } from './versions.tsx';

const RawMessage = lazy(() => import('../../contents/raw-message.tsx'));

type DocumentCardProps = CardFrameProps & {
  look: Look;
  documentId: string;
  title: string | undefined;
  /** Another version of the same thing is to be shown in its place. */
  onExchange: (documentId: string) => void;
};

/** A document as what it is, with what one has to know about it: whose it is, of which day, and whether it still counts. */
export const DocumentCard = ({ look, documentId, title, onExchange, ...frame }: DocumentCardProps) => {
  const t = useTexts(texts);
  const asked = useDocument(look, documentId);
  const document = asked.data?.document;
  return (
    <CardFrame
      {...frame}
      title={document?.title ?? title ?? t('opening')}
      mark={document && <FacilityMark facilityId={document.facilityId} />}
    >
      <Asked asked={asked} lines={6}>
        {({ document: shown }) => (
          <>
            <About document={shown} />
            <Standing document={shown} />
            <Versions document={shown} onChoose={onExchange} />
            {/* Each document has its own state: what was scrolled or measured in one is nothing to the next. */}
            <Content key={shown.documentId} document={shown} look={look} />
            {shown.hasRaw && <Raw key={`${shown.documentId} raw`} look={look} documentId={shown.documentId} />}
          </>
        )}
      </Asked>
    </CardFrame>
  );
};

/** Facility, kind, day, department: in one line where there is room. */
const About = ({ document }: { document: DocumentView }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const typeName = useTypeName();
  const { facilityId, contentType, stage, day, department, createdAt } = document;
  const hasStage = contentType === 'prescription' || contentType === 'injection' || stage === 'order';
  const facts: [string, ReactNode][] = [
    [t('facility'), <FacilityMark key="facility" facilityId={facilityId} withName />],
    [t('type'), hasStage ? `${typeName(contentType)}（${t(stage)}）` : typeName(contentType)],
    ...(day === undefined ? [] : [[t('day'), dates.day(day)] satisfies [string, ReactNode]]),
    ...(department === undefined ? [] : [[t('department'), department] satisfies [string, ReactNode]]),
    [t('stored'), dates.instant(createdAt)],
  ];
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-solid-gray-700">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** Whether the document still counts, in words and before its contents. */
const Standing = ({ document: { state, error } }: { document: DocumentView }) => {
  const t = useTexts(texts);
  const dates = useDates();
  if (state === 'available') return undefined;
  if (state === 'inError') {
    return (
      <Notice tone="danger" title={<Badge tone="danger">{t('inError')}</Badge>}>
        <p>{t('inErrorBody')}</p>
        {error && (
          <p className="text-sm">{t('inErrorReason', { reason: error.reason, at: dates.instant(error.at) })}</p>
        )}
      </Notice>
    );
  }
  if (state !== 'superseded' && state !== 'removed') return <Badge tone="warning">{t('other')}</Badge>;
  return (
    <Notice tone="warning" title={<Badge tone="warning">{t(state)}</Badge>}>
      {t(state === 'superseded' ? 'supersededBody' : 'removedBody')}
    </Notice>
  );
};

const Raw = ({ look, documentId }: { look: Look; documentId: string }) => {
  const t = useTexts(texts);
  const [isShown, setShown] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button variant="quiet" size="sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? 'hideRaw' : 'raw')}
        </Button>
      </div>
      {isShown && (
        <Suspense fallback={<Skeleton lines={4} />}>
          <RawMessage look={look} documentId={documentId} />
        </Suspense>
      )}
    </div>
  );
};
