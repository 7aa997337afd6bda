import { describe, expect, it } from '@jest/globals';
import { type DicomContent, otherSeries, seriesOf, slotsOf } from '../../../../web/contents/dicom/series.ts';
import { nearestFirst, openShelf } from '../../../../web/contents/dicom/shelf.ts';
import { dicomObject, owned, pictureLines, plainPixels } from './objects.ts';

const instance = (documentId: string, change: Partial<DicomContent> = {}) => ({
  documentId,
  content: {
    kind: 'dicom',
    studyInstanceUid: '1.1',
    seriesInstanceUid: '1.1.1',
    sopInstanceUid: `1.1.1.${documentId}`,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    modality: 'CT',
    ...change,
  } satisfies DicomContent,
});

describe('a series of documents', () => {
  const own = instance('b', { instanceNumber: 2 });

  it('stands in the order of its numbers, each frame a place, without those of other series', () => {
    const others = [
      instance('j', { instanceNumber: 10, frames: 2 }),
      instance('a', { instanceNumber: 1 }),
      instance('x', { instanceNumber: 1, seriesInstanceUid: '1.1.2' }),
    ];
    expect(slotsOf(seriesOf(own, others))).toEqual([
      { documentId: 'a', frame: 0 },
      { documentId: 'b', frame: 0 },
      { documentId: 'j', frame: 0 },
      { documentId: 'j', frame: 1 },
    ]);
  });

  it('what was sent twice stands once, and what is open stays', () => {
    const twin = { ...instance('c', { instanceNumber: 2, sopInstanceUid: own.content.sopInstanceUid }) };
    expect(seriesOf(own, [twin]).map(({ documentId }) => documentId)).toEqual(['b']);
  });

  it('other series of the same study are offered by their first image; other studies are not', () => {
    const others = [
      instance('x2', { instanceNumber: 2, seriesInstanceUid: '1.1.2', seriesDescription: '肺野' }),
      instance('x1', { instanceNumber: 1, seriesInstanceUid: '1.1.2', seriesDescription: '肺野' }),
      instance('y', { studyInstanceUid: '9.9', seriesInstanceUid: '9.9.1' }),
    ];
    expect(otherSeries(own, others)).toEqual([{ documentId: 'x1', label: '肺野', images: 2 }]);
  });

  it('a header that promises a thousand million frames makes no list of them', () => {
    expect(slotsOf([instance('z', { frames: 1_000_000_000 })])).toHaveLength(20_000);
  });

  it('is fetched from what is looked at outwards', () => {
    expect(nearestFirst(['a', 'b', 'c', 'd', 'e'], 3)).toEqual(['d', 'c', 'e', 'b', 'a']);
  });
});

describe('a shelf', () => {
  const bytes = owned(
    dicomObject({ lines: pictureLines({ rows: 2, columns: 2 }), pixels: plainPixels(Buffer.alloc(8)) }),
  );

  it('fetches each file once, however often it is asked for', async () => {
    let fetched = 0;
    const shelf = openShelf(async () => {
      fetched += 1;
      return { bytes };
    });
    await Promise.all([shelf.get('a'), shelf.get('a')]);
    await shelf.get('a');
    expect(fetched).toBe(1);
    expect(shelf.peek('a')?.form.rows).toBe(2);
    expect(shelf.states()).toEqual({ loaded: 1, failed: 0 });
  });

  it('counts what failed, and tries anew when asked again', async () => {
    let isDown = true;
    const shelf = openShelf(async () => {
      if (isDown) throw new Error('down');
      return { bytes };
    });
    await expect(shelf.get('a')).rejects.toThrow('down');
    expect(shelf.states()).toEqual({ loaded: 0, failed: 1 });
    isDown = false;
    await shelf.get('a');
    expect(shelf.states()).toEqual({ loaded: 1, failed: 0 });
  });

  it('holds nothing once it is closed, and ends what is under way', async () => {
    let ended = false;
    const shelf = openShelf(async (_, { signal }) => {
      signal.addEventListener('abort', () => {
        ended = true;
      });
      return { bytes };
    });
    const loading = shelf.get('a');
    shelf.close();
    await loading;
    expect([ended, shelf.peek('a')]).toEqual([true, undefined]);
  });
});
