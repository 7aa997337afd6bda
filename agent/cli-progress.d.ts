/** What we use of cli-progress 3, which ships no types. */
declare module 'cli-progress' {
  type Options = {
    stream?: NodeJS.WriteStream;
    hideCursor?: boolean;
    clearOnComplete?: boolean;
    format?: string;
  };
  class SingleBar {
    constructor(options: Options);
    start(total: number, startValue: number, payload?: Record<string, unknown>): void;
    update(current: number, payload?: Record<string, unknown>): void;
    stop(): void;
  }
  const cliProgress: { SingleBar: typeof SingleBar };
  export default cliProgress;
}
