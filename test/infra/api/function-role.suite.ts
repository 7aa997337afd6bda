// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { EVENT_FUNCTIONS } from '../../../infra/permissions.ts';
import { attemptWrite, type Write } from '../../../layers/store/index.ts';
import {
  disasterLedgerKey,
  disasterRuleKey,
  facilityKey,
  facilityPatientKey,
  idempotencyKey,
  networkSettingsKey,
  staffKey,
} from '../../../layers/store/keys.ts';
import { wishesOf } from '../../../local/iam/dynamodb-wishes.ts';
import { judgeOf } from '../../../local/iam/judge.ts';
import { grantsOf, PolicyDocument } from '../../../local/iam/policy.ts';
import { OPERATIONS } from '../../../schemas/operations/index.ts';
import { DisasterRuleId, FacilityId, LocalId, StaffId } from '../../../schemas/primitives.ts';
import { actionsOf, allowed, type Network, type Statement, synthesizeTexts } from '../network.ts';

const ATTEMPT = { kind: 'link', window: '2026-11-22', limit: 5, expiresAt: 1_800_000_000_000 } as const;

/** A write of the store as DynamoDB is asked for it. */
const updateOf = (write: Write) => {
  if (!('update' in write)) throw new Error('not an update');
  const { key, expression } = write.update;
  return {
    TableName: 'directory',
    Key: { pk: { S: key.pk }, sk: { S: key.sk } },
    UpdateExpression: expression,
    ConditionExpression: write.condition?.expression,
    ExpressionAttributeNames: write.names,
  };
};

const NAMES = {
  ruleId: DisasterRuleId.parse('dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ'),
  facilityId: FacilityId.parse('test-clinic'),
  localId: LocalId.parse('0001234'),
};

const READ = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const READ_WRITE = [...READ, ...WRITE].sort();

const RECORDS = /FnGetAttRecords[0-9A-F]{8}Arn/;
const DIRECTORY = /FnGetAttDirectory[0-9A-F]{8}Arn/;
const AUDIT = /FnGetAttAudit[0-9A-F]{8}Arn/;
const DOCUMENTS = /FnGetAttDocuments[0-9A-F]{8}Arn/;
const SECRET = /RefKeys[0-9A-F]{8}/;

/** What others than appenders may do to the audit; the guard reads its stream alone. */
const AUDIT_ACTIONS: Record<string, string[]> = {
  audit: ['dynamodb:PutItem', 'dynamodb:Query'],
  'audit-guard': [],
  'validate-flag': [],
};
const WITHOUT_KEYS = ['audit-guard', 'validate-flag'];
const READS_THE_FLAG = ['directory', 'disaster', 'ems', 'timeline'];

const CAPABILITIES = [...new Set(OPERATIONS.map((operation) => operation.capability))].sort();
export const describePermissions = (network: Network): void => {
  const functions = network.functions();
  const everyStatement = [...functions].flatMap(([name, { statements }]) =>
    statements.map((statement) => ({ name, statement })),
  );
  const may = (name: string, target: RegExp): string[] => allowed(functions.get(name)?.statements ?? [], target);

  it('each capability and each event has one function, with a role and a log of its own', () => {
    expect([...functions.keys()].sort()).toEqual([...CAPABILITIES, ...EVENT_FUNCTIONS].sort());
    const roles = [...functions.values()].map(({ properties }) => JSON.stringify(properties['Role']));
    const logs = [...functions.values()].map(({ properties }) => JSON.stringify(properties['LoggingConfig']));
    expect(new Set(roles).size).toBe(functions.size);
    expect(new Set(logs).size).toBe(functions.size);
    network.template('api').resourceCountIs('AWS::IAM::Policy', 0);
    network.template('api').resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  it('no function may scan', () => {
    const scans = everyStatement.filter(({ statement }) =>
      actionsOf(statement).some((action) => /Scan|PartiQL|Export/i.test(action)),
    );
    expect(scans).toEqual([]);
  });

  it('no permission has a wildcard among its actions', () => {
    expect(
      everyStatement.filter(({ statement }) => actionsOf(statement).some((action) => action.includes('*'))),
    ).toEqual([]);
  });

  it('every resource is named, but for traces and the list of streams', () => {
    const unnamed = everyStatement.filter(({ statement }) => [statement.Resource].flat().includes('*'));
    expect(new Set(unnamed.map(({ statement }) => statement.Sid))).toEqual(new Set(['Trace', 'ListStreams']));
    expect(unnamed.filter(({ statement }) => statement.Sid === 'ListStreams').map(({ name }) => name)).toEqual([
      'audit-guard',
    ]);
  });

  it('nobody but the audit function reads the audit, and nobody changes or removes an event', () => {
    for (const name of functions.keys()) {
      const actions = may(name, AUDIT).filter((action) => action.startsWith('dynamodb:'));
      expect(actions).toEqual(AUDIT_ACTIONS[name] ?? ['dynamodb:PutItem']);
    }
    const query = functions.get('audit')?.statements.find((statement) => statement.Sid === 'QueryAudit');
    expect(JSON.stringify(query?.Resource)).toMatch(/\/index\/byPatient.*\/index\/byStaff/);
  });

  it.each([
    ['registration', READ_WRITE, [...READ, 'dynamodb:UpdateItem'].sort()],
    ['consent', READ_WRITE, READ],
    ['documents', READ_WRITE, READ],
    ['timeline', [...READ, 'dynamodb:PutItem'].sort(), READ],
    ['directory', READ, READ_WRITE],
    ['audit', READ, READ],
    ['ingest', READ_WRITE, READ],
    ['scan-document', READ_WRITE, []],
    ['ems', READ_WRITE, [...READ, 'dynamodb:UpdateItem'].sort()],
    ['obligations', READ_WRITE, READ],
    ['disaster', [...READ, 'dynamodb:PutItem'].sort(), [...READ, 'dynamodb:PutItem'].sort()],
    ['remind', READ_WRITE, READ],
    ['audit-guard', [], []],
    ['validate-flag', [], []],
  ])('%s touches records and directory only as far as its deeds need', (name, records, directory) => {
    expect(may(name, RECORDS)).toEqual(records);
    expect(may(name, DIRECTORY)).toEqual(directory);
  });

  it.each([
    ['documents', ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']],
    ['timeline', ['s3:GetObject', 's3:GetObjectVersion']],
  ])('%s touches documents only so, and knows their bucket', (name, actions) => {
    expect(may(name, DOCUMENTS)).toEqual(actions);
    expect(JSON.stringify(functions.get(name)?.statements.find(({ Sid }) => Sid === 'Documents')?.Resource)).toContain(
      '/documents/*',
    );
    expect(functions.get(name)?.environment).toHaveProperty('DOCUMENT_BUCKET');
  });

  const WITH_DOCUMENTS = ['documents', 'timeline'];
  it.each([...CAPABILITIES, ...EVENT_FUNCTIONS].filter((name) => !WITH_DOCUMENTS.includes(name)))(
    '%s cannot touch a document',
    (name) => {
      expect(may(name, DOCUMENTS)).toEqual([]);
      expect(functions.get(name)?.environment).not.toHaveProperty('DOCUMENT_BUCKET');
    },
  );

  it.each(['registration', 'ems'])('%s writes nothing into the directory but attempts of a member of staff', (name) => {
    const [statement, ...others] = (functions.get(name)?.statements ?? []).filter(
      (one) => DIRECTORY.test(JSON.stringify(one.Resource)) && actionsOf(one).some((action) => WRITE.includes(action)),
    );
    expect(others).toEqual([]);
    expect(statement?.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['staff#*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'entity', 'count', 'expiresAtSeconds'] },
    });
    const { Action, Effect, Condition } = statement as Statement;
    const allows = judgeOf(
      grantsOf(
        PolicyDocument.parse({ Version: '2012-10-17', Statement: [{ Effect, Action, Condition, Resource: '*' }] })
          .Statement,
        name,
      ),
    );
    const place = { region: 'ap-northeast-1', account: '000000000000', partitionKeys: { directory: 'pk' } };
    const permits = (Update: object) =>
      wishesOf('TransactWriteItems', JSON.stringify({ TransactItems: [{ Update }] }), place)?.every(allows);
    const counting = updateOf(attemptWrite({ ...ATTEMPT, staffId: StaffId.parse('test-clinic.clerk') }));
    expect(permits(counting)).toBe(true);
    expect(permits({ ...counting, UpdateExpression: 'SET #count = :one, privileges = :all' })).toBe(false);
    expect(permits({ ...counting, Key: { pk: { S: 'facility#test-clinic' }, sk: { S: 'profile' } } })).toBe(false);
  });

  /** What a function may put, by what `keep` gives it alone. */
  const keeper = (name: string) => {
    const kept = (functions.get(name)?.statements ?? []).filter(({ Sid }) => Sid?.startsWith('Keep'));
    const tableOf = ({ Resource }: Statement) => (RECORDS.test(JSON.stringify(Resource)) ? 'records' : 'directory');
    const allows = judgeOf(
      kept.flatMap((statement) => {
        const { Effect, Action, Condition } = statement;
        const Resource = `arn:aws:dynamodb:ap-northeast-1:000000000000:table/${tableOf(statement)}`;
        const Statement = [{ Effect, Action, Condition, Resource }];
        return grantsOf(PolicyDocument.parse({ Version: '2012-10-17', Statement }).Statement, name);
      }),
    );
    const place = {
      region: 'ap-northeast-1',
      account: '000000000000',
      partitionKeys: { records: 'pk', directory: 'pk' },
    };
    return (TableName: string, pk: string) => {
      const Put = { TableName, Item: { pk: { S: pk }, sk: { S: 'any' } }, ConditionExpression: 'version = :v' };
      return wishesOf('TransactWriteItems', JSON.stringify({ TransactItems: [{ Put }] }), place)?.every(allows);
    };
  };

  it('disaster writes its rules, the choices and its own requests, and nothing of anybody else', () => {
    const puts = keeper('disaster');
    const { ruleId, facilityId, localId } = NAMES;
    for (const key of [disasterRuleKey(ruleId), disasterLedgerKey(), networkSettingsKey()])
      expect([key.pk, puts('directory', key.pk)]).toEqual([key.pk, true]);
    expect(puts('records', idempotencyKey('staff network-office.office', 'declareDisasterRule', '0').pk)).toBe(true);
    for (const key of [staffKey(StaffId.parse('network-office.office')), facilityKey(facilityId)])
      expect([key.pk, puts('directory', key.pk)]).toEqual([key.pk, false]);
    expect(puts('records', facilityPatientKey({ facilityId, localId }).pk)).toBe(false);
    expect(puts('records', disasterRuleKey(ruleId).pk)).toBe(false);
  });

  it('whoever looks at records writes nothing but which of their prints is done', () => {
    const puts = keeper('timeline');
    const { facilityId, localId } = NAMES;
    expect(puts('records', idempotencyKey('staff test-clinic.doctor', 'printSummary', '0').pk)).toBe(true);
    expect(puts('records', facilityPatientKey({ facilityId, localId }).pk)).toBe(false);
    for (const key of [staffKey(StaffId.parse('test-clinic.doctor')), facilityKey(facilityId), networkSettingsKey()])
      expect([key.pk, puts('directory', key.pk)]).toEqual([key.pk, false]);
  });

  it('no function deletes an object or touches a table, a key or a secret itself', () => {
    const deeds = everyStatement.flatMap(({ statement }) => actionsOf(statement));
    expect(
      deeds.filter((deed) =>
        /s3:Delete|Table|kms:(Create|Put|Schedule|Disable)|secretsmanager:(?!GetSecretValue)/.test(deed),
      ),
    ).toEqual([]);
  });

  it('keys are used only through the service that holds the data', () => {
    const uses = everyStatement.filter(({ statement }) =>
      actionsOf(statement).some((action) => action.startsWith('kms:')),
    );
    for (const { statement } of uses) expect(statement.Condition?.['StringEquals']).toHaveProperty('kms:ViaService');
  });

  it('the flag is read by those whom it concerns, through the extension, in this environment alone; nobody sets it', () => {
    const extension = 'arn:aws:lambda:ap-northeast-1:980059726660:layer:AWS-AppConfig-Extension-Arm64:225';
    const set = everyStatement
      .flatMap(({ statement }) => actionsOf(statement))
      .filter((one) => one.startsWith('appconfig:'));
    expect(new Set(set)).toEqual(new Set(['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration']));
    for (const [name, { statements, environment, properties }] of functions) {
      const reads = READS_THE_FLAG.includes(name);
      const resource = statements.find(({ Sid }) => Sid === 'DisasterFlag')?.Resource;
      expect([name, /:application\/.*\/environment\/.*\/configuration\//.test(JSON.stringify(resource ?? ''))]).toEqual(
        [name, reads],
      );
      expect(JSON.stringify(resource ?? '')).not.toContain('*');
      expect([properties['Layers'] ?? []].flat().includes(extension)).toBe(reads);
      for (const variable of ['FLAG_APPLICATION', 'FLAG_ENVIRONMENT', 'FLAG_PROFILE'])
        expect(variable in environment).toBe(reads);
      expect(environment['AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS']).toBe(reads ? '15' : undefined);
    }
  });

  it('mail is sent by reminders alone, from the one address of the stage', () => {
    const senders = everyStatement.filter(({ statement }) =>
      actionsOf(statement).some((one) => one.startsWith('ses:')),
    );
    expect(senders.map(({ name }) => name)).toEqual(['remind']);
    expect(senders[0]?.statement).toMatchObject({
      Action: 'ses:SendEmail',
      Condition: { StringEquals: { 'ses:FromAddress': 'reminders@ism-link.example' } },
    });
    expect(JSON.stringify(senders[0]?.statement.Resource)).toMatch(
      /:identity\/ism-link\.example".*:identity\/reminders@ism-link\.example"/,
    );
    for (const [name, { environment }] of functions)
      expect(environment['MAIL_FROM']).toBe(name === 'remind' ? 'reminders@ism-link.example' : undefined);
  });

  it('a stage without a sender sends no mail', () => {
    const { api } = synthesizeTexts({ stage: 'mute', stages: { mute: {} } });
    expect(api).not.toMatch(/ses:SendEmail|MAIL_FROM/);
  });

  it('every function but the two that judge their event alone reads the secret of the ids, through the extension', () => {
    for (const [name, { statements, environment, properties }] of functions) {
      const reads = !WITHOUT_KEYS.includes(name);
      expect(allowed(statements, SECRET)).toEqual(reads ? ['secretsmanager:GetSecretValue'] : []);
      expect('KEYS_SECRET_ARN' in environment).toBe(reads);
      expect(
        JSON.stringify(properties['Layers'] ?? '').includes('AWS-Parameters-and-Secrets-Lambda-Extension-Arm64'),
      ).toBe(reads);
    }
  });

  it('every function runs Node 24 on ARM, traced, with the tables of its own network', () => {
    for (const { properties, environment } of functions.values()) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: 1024,
        TracingConfig: { Mode: 'Active' },
      });
      expect(properties['Timeout']).toBeLessThan(30);
      for (const variable of ['RECORDS_TABLE', 'DIRECTORY_TABLE', 'AUDIT_TABLE'])
        expect(environment[variable]).toHaveProperty('Fn::ImportValue');
      expect(environment).toMatchObject({ POWERTOOLS_METRICS_NAMESPACE: 'ism-link', LOG_LEVEL: 'INFO' });
    }
  });

  it('logs are encrypted and end after thirteen months', () => {
    for (const [, log] of network.resources('api', 'AWS::Logs::LogGroup')) {
      expect(log.Properties).toMatchObject({ RetentionInDays: 400, KmsKeyId: expect.anything() });
    }
  });
};
