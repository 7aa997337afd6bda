import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { Operation } from '../../schemas/operation.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';

const FOLDER = fileURLToPath(new URL('../../schemas/operations/', import.meta.url));
const SHAPES = '?shapes';
/** What each name in the audit log means, in both languages: the summaries of the operations. */
const NAMES = 'virtual:operation-names';
const RESOLVED_NAMES = `\0${NAMES}`;

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'act' in value;

/** What a browser needs to send a request. Answers are taken as they come: the API has checked them by the same schema. */
const lightened = ({ id, method, path, idempotency, ifMatch, response }: Operation): string =>
  `${JSON.stringify({ id, method, path, idempotency, ifMatch, response: { status: response.status } }).slice(0, -2)},"schema":asIs}}`;

/**
 * Gives the web the declared operations without their zod schemas (some 35 KB gzip on the first view). The whole declarations stay
 * reachable with `?shapes`, loaded by the forms that check what is typed.
 */
export const lightOperations = (): Plugin => ({
  name: 'light-operations',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source === NAMES) return RESOLVED_NAMES;
    // A whole declaration may lean on another one: it means the whole of that, too.
    if (!importer?.endsWith(SHAPES) || source.endsWith(SHAPES)) return undefined;
    const found = await this.resolve(source, importer.slice(0, -SHAPES.length), { skipSelf: true });
    return found?.id.startsWith(FOLDER) ? `${found.id}${SHAPES}` : undefined;
  },
  async load(id) {
    if (id === RESOLVED_NAMES)
      return `export const OPERATION_NAMES = ${JSON.stringify(Object.fromEntries(OPERATIONS.map(({ audit, summary }) => [audit, summary])))};`;
    if (!id.startsWith(FOLDER) || id.includes('?') || id.endsWith('index.ts')) return undefined;
    const declared = (await import(id)) as Record<string, unknown>;
    const lines = Object.entries(declared).flatMap(([name, value]) =>
      isOperation(value) ? [`export const ${name} = ${lightened(value)};`] : [],
    );
    return { code: `const asIs = { parse: (body) => body };\n${lines.join('\n')}\n`, map: null };
  },
});
