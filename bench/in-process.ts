import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { type AnyDeed, Desk, type Runtime } from '../layers/deed/index.ts';

import type { Claims } from '../layers/edge/index.ts';
import { Objects } from '../layers/objects/index.ts';
import { SCOPES } from '../layers/rules/index.ts';
import {
  callerRecords,
  Db,
  openSessionWrites,
  openStore,
  type Store,
  type TableName,
  type Write,
} from '../layers/store/index.ts';
import type { StaffId } from '../schemas/primitives.ts';
import type { Region } from './region.ts';
import type { Recorder } from './spending/recorder.ts';

/** What is measured is measured in peacetime. */
export const peacetime: Runtime['flag'] = async () => ({ state: 'off' });

export type Place = {
  endpoint: string;
  tables: Record<TableName, string>;
  secret: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
};

/** A request's parts as a client would send them. */
export type Asked = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: number;
};

const AWS_REGION = 'ap-northeast-1';
const LOCAL = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/** The store as a function opens it, past the gateway; `recorder` hears every call. */
export function openBenchStore(place: Place, recorder?: Recorder): Store {
  const { endpoint, tables, secret, credentials = LOCAL } = place;
  const client = new DynamoDBClient({ region: AWS_REGION, endpoint, credentials });
  recorder?.watch(client);
  return openStore({ tables, secret, db: new Db({ client, tables }) });
}

export const placeOfRegion = ({ dynamoDbEndpoint, tables, keysSecret, operator }: Region): Place => ({
  endpoint: dynamoDbEndpoint,
  tables,
  secret: keysSecret,
  credentials: operator,
});

/** Documents' bytes in a running region. */
export function openBenchObjects(region: Region, recorder?: Recorder): Objects {
  const client = new S3Client({
    region: AWS_REGION,
    endpoint: region.s3Endpoint,
    credentials: region.operator,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  recorder?.watch(client);
  return new Objects({ bucket: region.documentBucket, client });
}

/** A member of staff as their token would name them, with a session that is current. */
export async function signedIn(store: Store, staffId: StaffId): Promise<Claims> {
  const { staff, session } = await callerRecords(store, { staffId, facilities: [] });
  if (!staff) throw new Error(`The directory has no ${staffId}`);
  const at = new Date(store.now()).toISOString();
  const originJti = store.newId();
  const opened = { sessionId: `ses_${store.newId()}`, originJti, deviceId: 'none', signedInAt: at, openedAt: at };
  const writes: Write[] = openSessionWrites(staffId, { ...opened, state: 'current' }, session);
  await store.db.transact(writes, opened.sessionId);
  const { facilityId, sub } = staff;
  return { kind: 'staff', staffId, facilityId, sub, originJti, signedInAt: at, scopes: [SCOPES.staff] };
}

/** Does a deed as the handler does, checks of request and answer included; one try. */
export async function perform(
  { deed, claims }: { deed: AnyDeed; claims: Claims },
  runtime: Runtime,
  asked: Asked,
): Promise<unknown> {
  const { operation } = deed;
  const request = {
    params: operation.params?.parse(asked.params ?? {}) ?? {},
    query: operation.query?.parse(asked.query ?? {}) ?? {},
    body: operation.body?.parse(asked.body ?? {}) ?? {},
  };
  const incoming = {
    requestId: runtime.store.newId(),
    sourceIp: '192.0.2.10',
    text: JSON.stringify(asked.body ?? ''),
    ...(operation.idempotency === 'required' && { idempotencyKey: runtime.store.newId() }),
    ...(asked.ifMatch !== undefined && { ifMatch: asked.ifMatch }),
  };
  const desk = new Desk({ ...runtime, claims, operation, incoming });
  const reply = await deed.perform(request as never, desk);
  return operation.response.schema.parse(reply.body);
}
