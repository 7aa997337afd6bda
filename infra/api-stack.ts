// oxlint-disable no-new -- a construct joins its tree by being made
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Capability, Operation } from '../schemas/operation.ts';
import { Alarms } from './api/alarms.ts';
import { AuditGuard } from './api/audit-guard.ts';
import { CapabilityFunction } from './api/capability-function.ts';
import { DisasterFlag } from './api/disaster-flag.ts';
import { createGateway } from './api/gateway.ts';
import { createOperationsKey } from './api/operations-key.ts';
import { Remind } from './api/remind.ts';
import { ScanDocument } from './api/scan-document.ts';
import type { DataStack } from './data-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { FunctionName } from './permissions.ts';
import type { Stage } from './stage.ts';

export type ApiStackProps = StackProps & {
  stage: Stage;
  data: DataStack;
  identity: IdentityStack;
  operations: readonly Operation[];
  bundleDir: string;
};

/** What the network does: functions, the gateway before them, the events between them, and the alarms over them. */
export class ApiStack extends Stack {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { stage, data, identity, operations, bundleDir } = props;
    const key = createOperationsKey(this);
    const settings = { stage, data, bundleDir, logKey: key };

    const validator = new CapabilityFunction(this, 'validate-flag', {
      ...settings,
      name: 'validate-flag',
      readsKeys: false,
    }).handler;
    const flag = new DisasterFlag(this, 'DisasterFlag', { stage, validator });
    const capabilities = new Map<Capability, lambda.IFunction>();
    for (const name of new Set(operations.map((operation) => operation.capability))) {
      capabilities.set(name, new CapabilityFunction(this, name, { ...settings, flag, name, readsKeys: true }).handler);
    }
    const scan = new ScanDocument(this, 'scan-document', settings);
    const guard = new AuditGuard(this, 'audit-guard', settings);
    const remind = new Remind(this, 'remind', settings);

    this.api = createGateway(this, { stage, identity, logKey: key, operations, functions: capabilities });
    new Alarms(this, 'Alarms', {
      stage,
      key,
      api: this.api,
      functions: new Map<FunctionName, lambda.IFunction>([
        ...capabilities,
        ['scan-document', scan.handler],
        ['audit-guard', guard.handler],
        ['validate-flag', validator],
        ['remind', remind.handler],
      ]),
      deadLetters: new Map([
        ['scan-document', scan.deadLetters],
        ['audit-guard', guard.deadLetters],
        ['remind', remind.deadLetters],
      ]),
      tables: data.tables,
    });
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint });
  }
}
