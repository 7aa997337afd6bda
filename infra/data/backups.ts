import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Tables } from './tables.ts';

/** Point-in-time recovery reaches back 35 days within the tables' own life; these copies also outlive a deleted table. */
export const backUp = (scope: Construct, parts: { tables: Tables; key: kms.IKey }): void => {
  const vault = new backup.BackupVault(scope, 'Backups', {
    encryptionKey: parts.key,
    removalPolicy: RemovalPolicy.RETAIN,
    blockRecoveryPointDeletion: true,
  });
  const plan = new backup.BackupPlan(scope, 'BackupPlan', { backupVault: vault });
  plan.addRule(
    new backup.BackupPlanRule({
      ruleName: 'nightly',
      // 18:00 UTC is 3:00 in Japan.
      scheduleExpression: events.Schedule.cron({ hour: '18', minute: '0' }),
      deleteAfter: Duration.days(35),
    }),
  );
  plan.addRule(
    new backup.BackupPlanRule({
      ruleName: 'monthly',
      scheduleExpression: events.Schedule.cron({ day: '1', hour: '19', minute: '0' }),
      deleteAfter: Duration.days(400),
    }),
  );
  plan.addSelection('Tables', {
    resources: Object.values(parts.tables).map((table) => backup.BackupResource.fromDynamoDbTable(table)),
  });
};
