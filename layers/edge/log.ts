import { Logger } from '@aws-lambda-powertools/logger';

const logger = new Logger();

/** One JSON line: ids, codes and counts. What a person typed or a record says has no place here, so only these types are taken. */
export const log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, string | number | boolean | undefined>,
): void => {
  logger[level](message, fields);
};
