import { join } from 'node:path';
import { AppConfig } from './appconfig/appconfig.ts';
import { type FlagSpec, flagSpecOf } from './appconfig/spec.ts';
import { type DynamoDb, startDynamoDb } from './dynamodb/server.ts';
import { createTables, type TableSpec, tablesOf } from './dynamodb/tables.ts';
import { type EventSources, startEventSources } from './events/sources.ts';
import { Faults } from './faults/faults.ts';
import { createPools } from './functions/create-pools.ts';
import { Principals } from './functions/credentials.ts';
import { LogFile } from './functions/log-file.ts';
import type { FunctionPool } from './functions/pool.ts';
import { functionsOf } from './functions/spec.ts';
import { makeApi } from './gateway/api.ts';
import { distributionOf } from './gateway/distribution.ts';
import { makePages } from './gateway/pages.ts';
import { routesOf } from './gateway/routes.ts';
import { startGateway } from './gateway/server.ts';
import { fetchKeys } from './gateway/token.ts';
import { type Identity, identityOf } from './identity/pool-spec.ts';
import { startSes } from './mail/ses.ts';
import { bucketsOf, type TemplateBucket } from './objects/bucket-specs.ts';
import type { RunningRegion } from './running-region.ts';
import { startS3 } from './s3/server.ts';
import { startSecretsExtension } from './secrets/extension.ts';
import { Secrets } from './secrets/secrets.ts';
import { type SignIn, startSignIn } from './sign-in/server.ts';
import { localAddresses } from './template/addresses.ts';
import { LOCAL_ACCOUNT } from './template/physical.ts';
import { openTemplate, type Template } from './template/template.ts';

type PartsSetup = { dataDir: string; port: number; assembly: string; pages: string };

type S3 = Awaited<ReturnType<typeof startS3>>;

/** Every part of a region, in the order in which they need each other. Closed in the opposite order. */
export class Region {
  readonly #setup: PartsSetup;
  readonly #template: Template;
  readonly #principals = new Principals();
  readonly #operator = this.#principals.addOperator();
  readonly #secrets: Secrets;
  readonly #identity: Identity;
  readonly #buckets: TemplateBucket[];
  readonly #tables: TableSpec[];
  readonly #flag: FlagSpec;
  readonly #closers: (() => Promise<void> | void)[] = [];
  #dynamoDb: DynamoDb | undefined;
  #s3: S3 | undefined;
  #signIn: SignIn | undefined;
  #appConfig: AppConfig | undefined;
  /** S3 may have something to tell before there is somebody to listen. */
  readonly #events = Promise.withResolvers<EventSources>();
  #areEventsOpen = false;
  #faults: Faults | undefined;
  #functions = new Map<string, FunctionPool>();
  #areFunctionsWarm = false;
  #isLoaded = false;

  constructor(setup: PartsSetup) {
    this.#setup = setup;
    this.#template = openTemplate(setup.assembly);
    this.#secrets = new Secrets(setup.dataDir);
    this.#secrets.createFrom(this.#template);
    this.#identity = identityOf(this.#template, { secrets: this.#secrets, origins: this.#origins });
    this.#buckets = bucketsOf(this.#template, this.#origins);
    this.#tables = tablesOf(this.#template);
    this.#flag = flagSpecOf(this.#template);
    this.#events.promise.catch(() => {});
  }

  async open(): Promise<void> {
    await Promise.all([this.#openDynamoDb(), this.#openS3(), this.#openSignIn(), this.#openAppConfig()]);
    await this.#openFunctions();
    await this.#opened().appConfig.deployFirst();
    await this.#openGateway();
    this.#openEvents();
    await Promise.all([...this.#functions.values()].map((pool) => pool.warm()));
    this.#areFunctionsWarm = true;
  }

  markLoaded(): void {
    this.#isLoaded = true;
  }

  async close(): Promise<void> {
    this.#events.reject(new Error('The region is closing'));
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  describe(): Omit<RunningRegion, 'close'> {
    const { webClient, systems, spec } = this.#identity;
    const systemScope = spec.clients.find((client) => client.kind === 'system')?.scopes.join(' ') ?? '';
    return {
      url: this.#url,
      dataDir: this.#setup.dataDir,
      issuer: this.#url,
      webClientId: webClient.clientId,
      redirectUri: `${this.#url}/`,
      scopes: webClient.scopes,
      systems,
      systemScope,
      tables: { records: this.#table('Records'), directory: this.#table('Directory'), audit: this.#table('Audit') },
      documentBucket: this.#bucket('Documents'),
      dynamoDbEndpoint: this.#dynamoDb?.endpoint ?? '',
      s3Endpoint: this.#s3?.url ?? '',
      cognitoAdminUrl: this.#signIn?.adminUrl ?? '',
      userPoolId: spec.userPoolId,
      appConfig: {
        endpoint: this.#appConfig?.url ?? '',
        application: this.#flag.application.id,
        environment: this.#flag.environment.id,
        profile: this.#flag.profile.id,
        strategy: this.#flag.strategy.id,
      },
      mailDir: join(this.#setup.dataDir, 'mail'),
      keysSecret: this.#secrets.find(this.#template.only('AWS::SecretsManager::Secret').ref)?.value ?? '',
      operator: this.#operator.credentials,
      ...(this.#faults ? { faults: { url: this.#faults.url, token: this.#faults.token } } : {}),
    };
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#setup.port}`;
  }

  get #origins(): string[] {
    return [this.#url, `http://localhost:${this.#setup.port}`];
  }

  /** A table by its construct's name; the logical id ends with a hash. */
  #table(name: string): string {
    const found = this.#tables.find((table) => table.logicalId.replace(/[0-9A-F]{8}$/, '') === name);
    if (!found) throw new Error(`The template has no table ${name}`);
    return found.name;
  }

  #bucket(name: string): string {
    const found = this.#buckets.find((bucket) => bucket.logicalId.replace(/[0-9A-F]{8}$/, '') === name);
    if (!found) throw new Error(`The template has no bucket ${name}`);
    return found.spec.name;
  }

  #log(name: string): LogFile {
    const log = new LogFile(join(this.#setup.dataDir, 'logs', `${name}.log`));
    this.#closers.push(() => log.close());
    return log;
  }

  async #openDynamoDb(): Promise<void> {
    const dynamoDb = await startDynamoDb({ dataDir: this.#setup.dataDir });
    this.#dynamoDb = dynamoDb;
    this.#closers.push(() => dynamoDb.close());
    await createTables(dynamoDb.endpoint, this.#tables);
  }

  async #openS3(): Promise<void> {
    const s3 = await startS3({
      dataDir: join(this.#setup.dataDir, 's3'),
      port: this.#setup.port + 1,
      region: this.#template.region,
      buckets: this.#buckets.map((bucket) => bucket.spec),
      credentials: (accessKeyId) => {
        const found = this.#principals.find(accessKeyId);
        if (!found) return undefined;
        const { secretAccessKey, sessionToken } = found.credentials;
        return {
          principal: found.arn,
          secretAccessKey,
          ...(sessionToken ? { sessionToken } : {}),
          allows: (action, resource) => found.allows({ action, resource }),
        };
      },
      onObjectCreated: async (event) => (await this.#events.promise).objectCreated(event),
    });
    this.#s3 = s3;
    this.#closers.push(() => s3.close());
  }

  async #openSignIn(): Promise<void> {
    const signIn = await startSignIn({
      dataDir: join(this.#setup.dataDir, 'sign-in'),
      port: 0,
      pool: this.#identity.spec,
      issuer: this.#url,
      accountId: LOCAL_ACCOUNT,
      allowsAdmin: (accessKeyId, action, resource) => this.#principals.allows(accessKeyId, { action, resource }),
    });
    this.#signIn = signIn;
    this.#closers.push(() => signIn.close());
  }

  async #openAppConfig(): Promise<void> {
    const appConfig = await AppConfig.open({
      dataDir: this.#setup.dataDir,
      spec: this.#flag,
      principals: this.#principals,
      invoke: (functionArn, event) => this.#functions.get(functionArn)?.invoke(event),
    });
    this.#appConfig = appConfig;
    this.#closers.push(() => appConfig.close());
  }

  async #openFunctions(): Promise<void> {
    const { dynamoDb, s3, signIn, appConfig } = this.#opened();
    const extension = await startSecretsExtension({ secrets: this.#secrets, principals: this.#principals });
    this.#closers.push(() => extension.close());
    this.#faults = await Faults.openIfWanted({ endpoint: dynamoDb.endpoint, tables: this.#tables });
    this.#closers.push(() => this.#faults?.close());
    const { region, account } = this.#template;
    const ses = await startSes({ dataDir: this.#setup.dataDir, principals: this.#principals, region, account });
    this.#closers.push(() => ses.close());
    const specs = functionsOf(this.#template);
    this.#functions = createPools({
      template: this.#template,
      specs,
      principals: this.#principals,
      tables: this.#tables,
      addresses: localAddresses(this.#template, { issuer: this.#url, s3Url: s3.url }),
      endpoints: {
        dynamoDb: this.#faults?.endpoint ?? dynamoDb.endpoint,
        s3: s3.url,
        cognito: signIn.adminUrl,
        ses: ses.url,
        secretsPort: extension.port,
        flagPorts: await appConfig.openExtensions(specs, () => this.#faults?.flagTrouble()),
      },
      logOf: (name) => this.#log(name),
    });
    this.#closers.push(async () => {
      await Promise.all([...this.#functions.values()].map((pool) => pool.close()));
    });
  }

  async #openGateway(): Promise<void> {
    const { s3, signIn } = this.#opened();
    const addresses = localAddresses(this.#template, { issuer: this.#url, s3Url: s3.url });
    const { apiId, routes } = routesOf(this.#template);
    const gateway = await startGateway({
      port: this.#setup.port,
      api: makeApi({
        apiId,
        account: this.#template.account,
        region: this.#template.region,
        routes: routes.map((route) => ({
          ...route,
          authorizer: route.authorizer && { ...route.authorizer, issuer: addresses(route.authorizer.issuer) },
        })),
        functions: this.#functions,
        keys: fetchKeys(`${signIn.url}/.well-known/jwks.json`),
      }),
      place: distributionOf(this.#template, addresses),
      pages: makePages(this.#setup.pages),
      signInUrl: signIn.url,
      health: () => this.#health(),
      log: this.#log('gateway'),
    });
    this.#closers.push(() => gateway.close());
  }

  #openEvents(): void {
    const { dynamoDb, s3 } = this.#opened();
    const events = startEventSources({
      template: this.#template,
      dataDir: this.#setup.dataDir,
      dynamoDbEndpoint: dynamoDb.endpoint,
      s3Url: s3.url,
      buckets: this.#buckets,
      functions: this.#functions,
      principals: this.#principals,
      log: this.#log('events'),
      duplicates: () => this.#faults?.duplicatesStreamRecords() ?? false,
    });
    this.#events.resolve(events);
    this.#faults?.openSchedules((functionName) => events.runSchedule(functionName));
    this.#areEventsOpen = true;
    this.#closers.push(() => events.close());
  }

  #opened(): { dynamoDb: DynamoDb; s3: S3; signIn: SignIn; appConfig: AppConfig } {
    if (!this.#dynamoDb || !this.#s3 || !this.#signIn || !this.#appConfig)
      throw new Error('DynamoDB, S3, the sign-in and AppConfig are opened first');
    return { dynamoDb: this.#dynamoDb, s3: this.#s3, signIn: this.#signIn, appConfig: this.#appConfig };
  }

  async #health(): Promise<Record<string, string | undefined>> {
    const { dynamoDb, s3, signIn } = this.#opened();
    const [store, objects, identity] = await Promise.all([
      waitingFor(dynamoDb.ping()),
      // Any answer will do; without credentials it is a refusal.
      waitingFor(fetch(s3.url)),
      waitingFor(fetch(`${signIn.url}/.well-known/jwks.json`)),
    ]);
    return {
      dynamodb: store,
      s3: objects,
      signIn: identity,
      functions: this.#areFunctionsWarm ? undefined : 'starting',
      events: this.#areEventsOpen ? undefined : 'starting',
      demo: this.#isLoaded ? undefined : 'loading',
    };
  }
}

const waitingFor = (answer: Promise<unknown>): Promise<string | undefined> =>
  answer.then(
    () => undefined,
    () => 'does not answer',
  );
