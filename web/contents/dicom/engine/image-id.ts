/** Where the drawing library finds a picture: a view's own store, a document in it, a frame (from 0). Holds nothing but opaque ids. */
export const SCHEME = 'ism';

export type ImagePlace = { store: string; documentId: string; frame: number };

export const imageIdOf = ({ store, documentId, frame }: ImagePlace): string =>
  `${SCHEME}:${store}/${documentId}/${frame}`;

export const placeOf = (imageId: string): ImagePlace | undefined => {
  const [, store, documentId, frame] = /^ism:([^/]+)\/([^/]+)\/(\d+)$/.exec(imageId) ?? [];
  return store === undefined || documentId === undefined ? undefined : { store, documentId, frame: Number(frame) };
};
