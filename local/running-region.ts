import type { Credentials } from './functions/credentials.ts';
import type { System } from './identity/pool-spec.ts';

/** A region that runs on this machine, and what its tools need to reach it. */
export type RunningRegion = {
  url: string;
  dataDir: string;
  issuer: string;
  webClientId: string;
  /** Where the sign-in sends people who came through the token command or a test. */
  redirectUri: string;
  /** The web client's scopes. */
  scopes: string[];
  /** Each facility's own system, for client credentials; their scope. */
  systems: System[];
  systemScope: string;
  tables: { records: string; directory: string; audit: string };
  documentBucket: string;
  /** The store itself, past any fault. */
  dynamoDbEndpoint: string;
  s3Endpoint: string;
  cognitoAdminUrl: string;
  userPoolId: string;
  /** AppConfig's control API, and the ids of the flag `disaster-mode` in it. */
  appConfig: { endpoint: string; application: string; environment: string; profile: string; strategy: string };
  /** Where mail that was sent lies, one file each. */
  mailDir: string;
  /** The value of the network's keys secret: with it ids and cursors can be opened, as the functions do. */
  keysSecret: string;
  /** May do everything at S3, Cognito, AppConfig and DynamoDB: for loading, benches, operators' tools and tests. */
  operator: Credentials;
  /** Where tests switch faults; absent unless the environment asks for them. */
  faults?: { url: string; token: string };
  close(): Promise<void>;
};
