import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import { useSay } from '../../text/texts.ts';

/** 処方, 検査結果, … */
export const useTypeName = (): ((type: ContentType) => string) => {
  const say = useSay();
  return (type) => say(CONTENT_TYPES[type].label);
};
