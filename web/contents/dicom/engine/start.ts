import {
  cache,
  Enums,
  getRenderingCapabilities,
  getShouldUseCPURendering,
  imageLoader,
  init,
  metaData,
  RenderingEngine,
  setUseCPURendering,
} from '@cornerstonejs/core';
import { FileFault } from '../../viewing/file-fault.ts';
import type { Picture } from '../picture.ts';
import { decode, startWorkers } from './decode.ts';
import { placeOf, SCHEME } from './image-id.ts';
import { type Decoded, moduleOf } from './metadata.ts';

/** Where the library finds a view's pictures. */
export type Source = {
  /** Waits until the document has come. Throws what keeps it from being shown. */
  get: (documentId: string) => Promise<Picture>;
  /** What has come. */
  peek: (documentId: string) => Picture | undefined;
};

const MOST_DECODED = 1024 ** 3;
const sources = new Map<string, Source>();
/** Every image that was asked for, and what its decoder made of it. */
const asked = new Map<string, Decoded>();

export const addSource = (store: string, source: Source): void => void sources.set(store, source);

/** Forgets a view's pictures, decoded ones as well. */
export const removeSource = (store: string): void => {
  sources.delete(store);
  for (const imageId of asked.keys()) {
    if (placeOf(imageId)?.store !== store) continue;
    asked.delete(imageId);
    if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId);
  }
};

const load = (imageId: string, options: object = {}) => ({ promise: loaded(imageId, options) });

const loaded = async (imageId: string, options: object) => {
  const place = placeOf(imageId);
  const source = place && sources.get(place.store);
  if (!source) throw new Error('The view is closed');
  asked.set(imageId, {});
  const picture = await source.get(place.documentId);
  if (!isDrawable(picture)) throw new FileFault('tooLarge', 'texture');
  return decode({ imageId, picture, frame: place.frame, options }, (form) => void asked.set(imageId, form));
};

/** A graphics card draws nothing, and says nothing, where a picture is larger than its textures. */
const isDrawable = ({ form: { rows, columns } }: Picture): boolean =>
  getShouldUseCPURendering() || Math.max(rows, columns) <= getRenderingCapabilities().maxTextureSize;

const provide = (name: string, imageId: unknown): unknown => {
  const place = typeof imageId === 'string' ? placeOf(imageId) : undefined;
  const picture = place && sources.get(place.store)?.peek(place.documentId);
  if (!picture) return undefined;
  return moduleOf(name, { picture, frame: place.frame, decoded: asked.get(String(imageId)) ?? {} });
};

let engine: RenderingEngine | undefined;

/** Starts the library once; further calls answer what runs. Without a graphics card it draws on the processor, which then is the faster way. */
export const startEngine = (): RenderingEngine => {
  if (engine) return engine;
  init({
    rendering: { renderingEngineMode: Enums.RenderingEngineModeEnum.ContextPool, webGlContextCount: 1 },
    debug: { statsOverlay: false },
  });
  const { webgl, softwareRasterizer } = getRenderingCapabilities();
  if (!webgl || softwareRasterizer) setUseCPURendering(true);
  startWorkers();
  cache.setMaxCacheSize(MOST_DECODED);
  imageLoader.registerImageLoader(SCHEME, load as Parameters<typeof imageLoader.registerImageLoader>[1]);
  metaData.addProvider(provide);
  engine = new RenderingEngine('ism');
  return engine;
};
