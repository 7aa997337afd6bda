declare module 'virtual:operation-names' {
  import type { Sentence } from '../../schemas/primitives.ts';

  /** By the name in the audit log (`ReadTimeline`); made from the declarations at build time. */
  export const OPERATION_NAMES: Record<string, Sentence>;
}
