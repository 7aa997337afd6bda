import type { Credentials } from './credentials.ts';
import type { FunctionSpec } from './spec.ts';

/** Where the stand-ins of AWS listen. */
export type Endpoints = {
  dynamoDb: string;
  s3: string;
  cognito: string;
  ses: string;
  secretsPort: number;
  /** A flag extension for each function that has one, by function ARN. */
  flagPorts: ReadonlyMap<string, number>;
};

/**
 * The environment of one function: the template's variables, what Lambda's runtime sets, and where the stand-ins are. Nothing of this
 * process's own environment: a function must not work here because of something that the cloud does not have.
 */
export function environmentOf(
  spec: FunctionSpec,
  given: { region: string; credentials: Credentials; endpoints: Endpoints },
): Record<string, string> {
  const flagPort = given.endpoints.flagPorts.get(spec.arn);
  return {
    ...spec.variables,
    AWS_REGION: given.region,
    AWS_DEFAULT_REGION: given.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_ACCESS_KEY_ID: given.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: given.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: given.credentials.sessionToken ?? '',
    AWS_ENDPOINT_URL_DYNAMODB: given.endpoints.dynamoDb,
    AWS_ENDPOINT_URL_S3: given.endpoints.s3,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: given.endpoints.cognito,
    AWS_ENDPOINT_URL_SESV2: given.endpoints.ses,
    ...(spec.readsSecrets ? { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(given.endpoints.secretsPort) } : {}),
    ...(flagPort === undefined ? {} : { AWS_APPCONFIG_EXTENSION_HTTP_PORT: String(flagPort) }),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
