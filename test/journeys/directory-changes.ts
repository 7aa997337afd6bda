import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  callerRecords,
  commit,
  Db,
  facilityWrites,
  openStore,
  type Store,
  staffWrite,
  systemWrite,
  type Write,
} from '../../layers/store/index.ts';
import { Facility, Staff, type System } from '../../schemas/directory.ts';
import type { FacilityId, StaffId } from '../../schemas/primitives.ts';
import type { TestRegion } from '../region.ts';

/** The region's tables, past its API: administration of the directory has no operations yet. */
export const storeOf = (region: TestRegion): Store => {
  const { dynamoDbEndpoint: endpoint, operator: credentials, tables, keysSecret: secret } = region.region;
  const client = new DynamoDBClient({ region: 'ap-northeast-1', endpoint, credentials });
  return openStore({ tables, secret, db: new Db({ client, tables }) });
};

const write = async (store: Store, writes: Write[]): Promise<void> => {
  await commit(store, {
    writes,
    audit: {
      eventSource: 'ism-link.directory',
      eventName: 'ChangeDirectory',
      actor: { clientId: 'journeys' },
      outcome: { result: 'allowed', because: [] },
    },
  });
};

export const changeStaff = async (region: TestRegion, staffId: string, change: Partial<Staff>): Promise<void> => {
  const store = storeOf(region);
  const { staff } = await callerRecords(store, { staffId: staffId as StaffId, facilities: [] });
  if (!staff) throw new Error(`nobody is called ${staffId}`);
  await write(store, [staffWrite({ ...staff, ...change, version: staff.version + 1 })]);
};

export const changeFacility = async (
  region: TestRegion,
  facilityId: string,
  change: Partial<Facility>,
): Promise<void> => {
  const store = storeOf(region);
  const { facilities } = await callerRecords(store, { facilities: [facilityId as FacilityId] });
  const facility = facilities.get(facilityId as FacilityId);
  if (!facility) throw new Error(`no facility is called ${facilityId}`);
  await write(store, facilityWrites({ ...facility, ...change, version: facility.version + 1 }));
};

export const changeSystem = async (region: TestRegion, facilityId: string, change: Partial<System>): Promise<void> => {
  const store = storeOf(region);
  const { clientId } = region.region.systems.find((one) => one.facilityId === facilityId) ?? { clientId: '' };
  const { system } = await callerRecords(store, { clientId, facilities: [] });
  if (!system) throw new Error(`${facilityId} has no system`);
  await write(store, [systemWrite({ ...system, ...change, version: system.version + 1 })]);
};

type Member = { password: string; staffId: string };

/** A clinic that joins the network today, with one doctor. */
export const joinToday = async (region: TestRegion, facilityId: string): Promise<Member> => {
  const store = storeOf(region);
  const { facilities } = await callerRecords(store, { facilities: ['test-clinic' as FacilityId] });
  const model = facilities.get('test-clinic' as FacilityId);
  const joinedOn = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const facility = Facility.parse({
    ...model,
    facilityId,
    institutionCode: undefined,
    name: '新設医院',
    nameEn: 'New Clinic',
    joinedOn,
    version: 1,
  });
  const member = { staffId: `${facilityId}.doctor`, password: `Joined-today-${facilityId}-1` };
  const sub = await putUser(region, member);
  const staff = Staff.parse({
    staffId: member.staffId,
    facilityId,
    sub,
    name: '新任 医師',
    nameKana: 'シンニン イシ',
    role: 'doctor',
    privileges: [],
    state: 'active',
    version: 1,
  });
  await write(store, [...facilityWrites(facility), staffWrite(staff)]);
  return member;
};

const putUser = async (region: TestRegion, { staffId, password }: Member): Promise<string> => {
  const { cognitoAdminUrl: endpoint, operator: credentials, userPoolId } = region.region;
  const pool = new CognitoIdentityProviderClient({ region: 'ap-northeast-1', endpoint, credentials });
  const user = { UserPoolId: userPoolId, Username: staffId };
  await pool.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await pool.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  await pool.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'doctor' }));
  const { UserAttributes = [] } = await pool.send(new AdminGetUserCommand(user));
  return UserAttributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
};
