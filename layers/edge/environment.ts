import * as z from 'zod';

const Environment = z.object({
  RECORDS_TABLE: z.string().min(3),
  DIRECTORY_TABLE: z.string().min(3),
  AUDIT_TABLE: z.string().min(3),
  DOCUMENT_BUCKET: z.string().min(3).optional(),
  KEYS_SECRET_ARN: z.string().min(3),
  PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: z.coerce.number().int().default(2773),
  AWS_SESSION_TOKEN: z.string().default(''),
});
export type Environment = z.infer<typeof Environment>;

/** The function's environment, parsed once; a missing variable stops the cold start, not a request. */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => Environment.parse(variables);
