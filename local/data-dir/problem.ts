import type { Sentence } from '../../schemas/primitives.ts';

/** What `npm start` exits with. */
export const EXIT = {
  internal: 1,
  badOption: 2,
  portTaken: 3,
  dataDirInUse: 4,
  dataDirUnusable: 5,
  storeMissing: 6,
  buildFailed: 7,
} as const;

/** A reason not to start that a person can do something about. */
export class StartProblem extends Error {
  override name = 'StartProblem';
  readonly exitCode: number;
  readonly says: Sentence;

  constructor(exitCode: number, says: Sentence, options?: ErrorOptions) {
    super(says.en, options);
    this.exitCode = exitCode;
    this.says = says;
  }
}
