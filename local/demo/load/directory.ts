import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  ConflictError,
  commit,
  Db,
  facilityWrites,
  networkSettingsWrite,
  openStore,
  type Store,
  staffWrite,
  systemWrite,
  type Write,
} from '../../../layers/store/index.ts';
import { Staff, System } from '../../../schemas/directory.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { RunningRegion } from '../../running-region.ts';
import type { Account } from '../accounts.ts';
import { demoFacilities, FACILITY, facilityOf } from '../facilities.ts';
import { NETWORK_SETTINGS } from '../settings.ts';
import { staffOf } from '../staff.ts';

/** SDK clients want a region; the local parts do not look at it. */
const REGION = 'ap-northeast-1';

type Target = Pick<
  RunningRegion,
  'dynamoDbEndpoint' | 'cognitoAdminUrl' | 'userPoolId' | 'operator' | 'tables' | 'keysSecret' | 'systems'
>;

const storeOf = (region: Target): Store => {
  const client = new DynamoDBClient({
    region: REGION,
    endpoint: region.dynamoDbEndpoint,
    credentials: region.operator,
  });
  return openStore({ tables: region.tables, secret: region.keysSecret, db: new Db({ client, tables: region.tables }) });
};

type SetUp = {
  eventName: 'SetUpFacility' | 'SetUpStaff' | 'SetUpSystem' | 'SetUpNetworkSettings';
  facilityId: FacilityId;
  resource: Record<string, string>;
  writes: Write[];
};

/** Whoever installs a region puts its first facilities, people and systems in; that is audited like everything else. Repeating changes nothing. */
const setUp = async (store: Store, { eventName, facilityId, resource, writes }: SetUp): Promise<void> => {
  try {
    await commit(store, {
      writes,
      audit: {
        eventSource: 'ism-link.directory',
        eventName,
        actor: { clientId: 'demo-loader' },
        resource: { facilityId, ...resource },
        outcome: { result: 'allowed', because: [] },
      },
    });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
};

/** Facilities and their systems. Only facilities of the demo; the template may know further systems. */
export const loadFacilities = async (region: Target): Promise<void> => {
  const store = storeOf(region);
  for (const facility of demoFacilities) {
    const { facilityId } = facility;
    await setUp(store, { eventName: 'SetUpFacility', facilityId, resource: {}, writes: facilityWrites(facility) });
  }
  for (const { facilityId, clientId } of region.systems) {
    const facility = demoFacilities.find((known) => known.facilityId === facilityId);
    if (facility === undefined) continue;
    const system = System.parse({
      clientId,
      facilityId,
      name: `${facilityOf(facility.facilityId).name} 取込エージェント`,
      state: 'active',
      version: 1,
    });
    await setUp(store, {
      eventName: 'SetUpSystem',
      facilityId: system.facilityId,
      resource: { clientId },
      writes: [systemWrite(system)],
    });
  }
};

/** What the network has chosen at its foundation: the office's own, from then on. */
export const loadNetworkSettings = (region: Target): Promise<void> =>
  setUp(storeOf(region), {
    eventName: 'SetUpNetworkSettings',
    facilityId: FACILITY.networkOffice,
    resource: {},
    writes: [networkSettingsWrite(NETWORK_SETTINGS)],
  });

/** People: the user in the pool first (its `sub` belongs into the record), then the record. `said` is called after each person. */
export const loadStaff = async (
  region: Target,
  accounts: readonly Account[],
  said: (done: number) => void,
): Promise<void> => {
  const store = storeOf(region);
  const pool = new CognitoIdentityProviderClient({
    region: REGION,
    endpoint: region.cognitoAdminUrl,
    credentials: region.operator,
  });
  for (const [index, account] of accounts.entries()) {
    const sub = await putUser(pool, { userPoolId: region.userPoolId, account });
    const staff = Staff.parse({ ...staffOf(account.staffId), sub });
    await setUp(store, {
      eventName: 'SetUpStaff',
      facilityId: staff.facilityId,
      resource: { staffId: staff.staffId },
      writes: [staffWrite(staff)],
    });
    said(index + 1);
  }
  pool.destroy();
};

type PoolUser = { userPoolId: string; account: Account };

/** The user with this password and group, made or found. @returns the user's `sub`. */
const putUser = async (pool: CognitoIdentityProviderClient, { userPoolId, account }: PoolUser): Promise<string> => {
  const user = { UserPoolId: userPoolId, Username: account.username };
  try {
    // No invitation: nobody reads mail here.
    await pool.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await pool.send(new AdminSetUserPasswordCommand({ ...user, Password: account.password, Permanent: true }));
  await pool.send(new AdminAddUserToGroupCommand({ ...user, GroupName: account.role }));
  const { UserAttributes = [] } = await pool.send(new AdminGetUserCommand(user));
  const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
  if (sub === undefined) throw new Error(`The user pool gives no sub for ${account.username}`);
  return sub;
};
