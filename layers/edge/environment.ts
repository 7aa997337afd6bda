import * as z from 'zod';

const Environment = z.object({
  RECORDS_TABLE: z.string().min(3),
  DIRECTORY_TABLE: z.string().min(3),
  AUDIT_TABLE: z.string().min(3),
  DOCUMENT_BUCKET: z.string().min(3).optional(),
  KEYS_SECRET_ARN: z.string().min(3),
  PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: z.coerce.number().int().default(2773),
  AWS_SESSION_TOKEN: z.string().default(''),
  /** Ids in AppConfig; only functions that read the flag `disaster-mode` have them. */
  FLAG_APPLICATION: z.string().min(1).optional(),
  FLAG_ENVIRONMENT: z.string().min(1).optional(),
  FLAG_PROFILE: z.string().min(1).optional(),
  AWS_APPCONFIG_EXTENSION_HTTP_PORT: z.coerce.number().int().default(2772),
  /** The sender of the network's mail; absent where none is sent. */
  MAIL_FROM: z.email().optional(),
});
export type Environment = z.infer<typeof Environment>;

/** The function's environment, parsed once; a missing variable stops the cold start, not a request. */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => Environment.parse(variables);
