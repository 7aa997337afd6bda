import { fieldErrors } from '../../schemas/field-errors.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { FieldError } from '../../schemas/problems.ts';

const files = import.meta.glob<Record<string, unknown>>('../../schemas/operations/*.ts', { query: '?shapes' });

/**
 * The whole declaration of an operation with its zod shapes, so that a form says what is wrong before anything is sent, by the same schema as the
 * API. Loaded with the first form.
 */
export const shapeOf = async (operation: Operation): Promise<Operation> => {
  for (const load of Object.values(files)) {
    const found = (await load())[operation.id];
    if (found !== undefined) return found as Operation;
  }
  throw new Error(`No declaration of ${operation.id}`);
};

/** What the API would find wrong with a body, in its own words, by JSON pointer; empty when it would take it. */
export const faultsOf = (operation: Operation, body: unknown): Record<string, FieldError> => {
  const result = operation.body?.safeParse(body, { reportInput: true });
  if (!result || result.success) return {};
  return Object.fromEntries(
    fieldErrors('body', result.error).map((field) => [field.pointer.slice('/body'.length), field]),
  );
};
