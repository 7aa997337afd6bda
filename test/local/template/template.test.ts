import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from './assembly-files.ts';

const TABLE = { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [], Tags: [] } };

describe('openTemplate', () => {
  it('names resources by their logical ids, the same at every start', () => {
    const directory = writeAssembly({
      Data: {
        resources: { Records1234: TABLE, Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'given' } } },
      },
    });
    const names = [openTemplate(directory), openTemplate(directory)].map((template) =>
      template.ofType('AWS::DynamoDB::Table').map((one) => one.name),
    );
    expect(names).toEqual([
      ['Data-Records1234', 'given'],
      ['Data-Records1234', 'given'],
    ]);
  });

  it('gives buckets names that S3 accepts', () => {
    const directory = writeAssembly({
      'A-Very-Long-Stack-Name-For-The-Documents': {
        resources: { DocumentsOfEverybody12345678: { Type: 'AWS::S3::Bucket' } },
      },
    });
    expect(openTemplate(directory).only('AWS::S3::Bucket').name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  });

  it('follows exports and outputs to other stacks, also in another region', () => {
    const directory = writeAssembly({
      Data: {
        resources: { Records: TABLE },
        outputs: {
          Out: {
            Value: { 'Fn::GetAtt': ['Records', 'Arn'] },
            Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Arn' } },
          },
        },
      },
      Api: {
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              Imported: { 'Fn::ImportValue': 'Data:Arn' },
              Output: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Out' } },
            },
          },
        },
        environment: 'aws://unknown-account/us-east-1',
      },
    });
    const template = openTemplate(directory);
    const read = template.only('AWS::IAM::Role').read(z.object({ Imported: z.string(), Output: z.string() }));
    expect(read.Imported).toBe('arn:aws:dynamodb:ap-northeast-1:000000000000:table/Data-Records');
    expect(read.Output).toBe(read.Imported);
    expect(template.region).toBe('ap-northeast-1');
  });

  it('refuses a type that nobody has decided about, by name', () => {
    const directory = writeAssembly({ Data: { resources: { Mystery: { Type: 'AWS::Neptune::DBCluster' } } } });
    expect(() => openTemplate(directory)).toThrow('Data/Mystery (AWS::Neptune::DBCluster)');
  });

  it('refuses a property that nobody has decided about, by name', () => {
    const directory = writeAssembly({ Data: { resources: { Records: TABLE } } });
    const table = openTemplate(directory).only('AWS::DynamoDB::Table');
    expect(() => table.read(z.object({ Other: z.string() }))).toThrow(
      'Data/Records (AWS::DynamoDB::Table): not understood on one machine: KeySchema',
    );
  });

  it('refuses an attribute whose form it does not know, when it is asked for', () => {
    const directory = writeAssembly({ Data: { resources: { Records: TABLE } } });
    expect(() => openTemplate(directory).only('AWS::DynamoDB::Table').attribute('TableId')).toThrow(
      'Fn::GetAtt Data/Records.TableId',
    );
  });
});
