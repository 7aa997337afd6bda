import type { TimelineEntry } from '../../../schemas/document.ts';

let made = 0;

/** An entry of the calendar; ids differ from one to the next. */
export const entry = (given: {
  day: string;
  row?: TimelineEntry['row'];
  facility?: string;
  title?: string;
  mediaType?: 'application/dicom' | 'application/pdf';
}): TimelineEntry => {
  made += 1;
  return {
    documentId: `doc_${made}`,
    facilityId: given.facility ?? 'ty-hospital',
    contentType: given.row === 'image' ? 'image' : 'laboratory',
    stage: 'done',
    title: given.title ?? '血算',
    state: 'available',
    day: given.day,
    row: given.row ?? 'laboratory',
    ...(given.mediaType && { mediaType: given.mediaType }),
  } as TimelineEntry;
};
