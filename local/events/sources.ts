import type { Principals } from '../functions/credentials.ts';
import type { Outcome } from '../functions/instance.ts';
import type { LogFile } from '../functions/log-file.ts';
import type { FunctionPool } from '../functions/pool.ts';
import { functionsOf } from '../functions/spec.ts';
import type { TemplateBucket } from '../objects/bucket-specs.ts';
import type { ObjectCreated } from '../s3/contract.ts';
import type { Template } from '../template/template.ts';
import { busOf, type NewEvent } from './bus.ts';
import { retriesOf } from './invoke-config.ts';
import { Journal } from './journal.ts';
import { rulesOf } from './rules.ts';
import { isProtected, makeScanner, plansOf, type ScanTarget } from './scanner.ts';
import { Schedules } from './schedules.ts';
import { streamMappingsOf } from './stream-mapping.ts';
import { StreamPoller } from './stream-poller.ts';
import { EventWorker } from './worker.ts';

type SourcesSetup = {
  template: Template;
  dataDir: string;
  dynamoDbEndpoint: string;
  s3Url: string;
  buckets: TemplateBucket[];
  functions: Map<string, FunctionPool>;
  principals: Principals;
  log: LogFile;
  duplicates: () => boolean;
};

export type EventSources = {
  /** Writes down what a new object sets off; returns only when that is durable. */
  objectCreated(event: ObjectCreated): void;
  /** Calls a function as its schedule would; by its name, or the name it logs under. Undefined where no schedule calls it. */
  runSchedule(functionName: string): Promise<Outcome> | undefined;
  close(): Promise<void>;
};

/** What happens without a request: streams, rules, scans. */
export function startEventSources(setup: SourcesSetup): EventSources {
  const { template, functions, log } = setup;
  const journal = new Journal(setup.dataDir);
  const bus = busOf(template);
  const plans = plansOf(template, setup.principals).map((plan) => ({
    plan,
    scan: makeScanner(plan, { url: setup.s3Url, region: template.region }),
  }));
  const scan = async (target: ScanTarget): Promise<NewEvent | undefined> =>
    plans.find(({ plan }) => isProtected(plan, target))?.scan(target);
  const worker = new EventWorker({ journal, bus, functions, retriesOf: retriesOf(template), scan, log });
  const specs = functionsOf(template);
  const { region, account } = template;
  const rules = rulesOf(template);
  const schedules = new Schedules({ rules, region, account, journal, functions, wake: () => worker.wake() });
  const pollers = streamMappingsOf(template, specs).flatMap((mapping) => {
    const target = functions.get(mapping.functionArn);
    const { dynamoDbEndpoint: endpoint, duplicates } = setup;
    return target ? [new StreamPoller(mapping, { endpoint, region, journal, target, log, duplicates })] : [];
  });
  return {
    objectCreated(event) {
      const { bucket, key, versionId, etag } = event;
      if (setup.buckets.find((one) => one.spec.name === bucket)?.sendsEvents)
        for (const job of bus(objectCreatedEvent(event))) journal.addJob(job);
      if (plans.some(({ plan }) => isProtected(plan, event))) {
        journal.addJob({
          kind: 'scan',
          target: bucket,
          body: JSON.stringify({ bucket, key, versionId, etag } satisfies ScanTarget),
        });
      }
      worker.wake();
    },
    runSchedule(functionName) {
      const spec = specs.find(({ name, variables }) =>
        [name, variables['POWERTOOLS_SERVICE_NAME']].includes(functionName),
      );
      return spec && schedules.run(spec.arn);
    },
    async close() {
      schedules.close();
      await Promise.all([worker.close(), ...pollers.map((poller) => poller.close())]);
      journal.close();
    },
  };
}

/** S3 user guide, "EventBridge event message structure". */
const objectCreatedEvent = (event: ObjectCreated): NewEvent => ({
  source: 'aws.s3',
  detailType: 'Object Created',
  resources: [`arn:aws:s3:::${event.bucket}`],
  detail: {
    version: '0',
    bucket: { name: event.bucket },
    object: { key: event.key, size: event.size, etag: event.etag, 'version-id': event.versionId },
    reason: 'PutObject',
  },
});
