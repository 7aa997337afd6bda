import type { Principals } from '../functions/credentials.ts';
import type { FunctionSpec } from '../functions/spec.ts';
import type { Listening } from '../loopback.ts';
import { startControlApi } from './control-api.ts';
import { deploy } from './deployments.ts';
import type { FlagTrouble } from './extension.ts';
import { startFlagExtension } from './extension.ts';
import { readFlagDocument, stamped } from './feature-flags.ts';
import type { FlagParts } from './request.ts';
import type { FlagSpec } from './spec.ts';
import { FlagStore } from './store.ts';

type AppConfigSetup = {
  dataDir: string;
  spec: FlagSpec;
  principals: Principals;
  invoke: FlagParts['invoke'];
  now?: () => Date;
};

/** AppConfig on loopback, with the template's one flag. */
export class AppConfig {
  readonly url: string;
  readonly #parts: FlagParts;
  readonly #listening: Listening[];

  static async open({ dataDir, spec, principals, invoke, now = () => new Date() }: AppConfigSetup): Promise<AppConfig> {
    const parts: FlagParts = { spec, store: new FlagStore(dataDir), invoke, now };
    return new AppConfig(parts, await startControlApi(parts, principals));
  }

  private constructor(parts: FlagParts, api: Listening & { url: string }) {
    this.#parts = parts;
    this.url = api.url;
    this.#listening = [api];
  }

  /** An extension for each function that has its layer: ports by function ARN. */
  async openExtensions(
    functions: FunctionSpec[],
    trouble: () => FlagTrouble | undefined,
  ): Promise<ReadonlyMap<string, number>> {
    const { spec, store } = this.#parts;
    const ports = new Map<string, number>();
    for (const { arn, grants } of functions.filter((one) => one.readsFlag)) {
      const extension = await startFlagExtension({ spec, store, grants, trouble });
      this.#listening.push(extension);
      ports.set(arn, extension.port);
    }
    return ports;
  }

  /** What CloudFormation does when the flag is created: the template's own version, deployed once. Afterwards the flag is its operators'. */
  async deployFirst(): Promise<void> {
    const { spec, store, now } = this.#parts;
    if (store.deployments().length > 0) return;
    const document = readFlagDocument(Buffer.from(spec.first.content));
    const version =
      store.version('1') ??
      store.addVersion({
        content: stamped(document, now().toISOString()),
        contentType: spec.first.contentType,
        description: undefined,
        label: undefined,
      });
    await deploy({ version, description: undefined }, this.#parts);
  }

  async close(): Promise<void> {
    await Promise.all(this.#listening.map((one) => one.close()));
    this.#parts.store.close();
  }
}
