import type { BrowserContext, Page } from 'playwright-core';

/** What happened on a page that no screen of ours may let happen. */
export type Mishap = {
  kind:
    | 'console error'
    | 'uncaught error'
    | 'failed request'
    | 'policy violation'
    | 'foreign host'
    | 'dialog'
    | 'mouse';
  text: string;
};

type Violation = { effectiveDirective: string; blockedURI: string; sourceFile: string; lineNumber: number };

const BINDING = 'ismLinkViolation';
const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
  globalThis.${BINDING}({ effectiveDirective, blockedURI, sourceFile, lineNumber }), true);`;

/** A request that a navigation or the page itself gave up. */
const GIVEN_UP = 'net::ERR_ABORTED';

/** Collects what happens in a context, on all its pages, frames and pop-ups. Requests may go to these origins only. */
export async function collectMishaps(context: BrowserContext, origins: readonly string[]): Promise<Mishap[]> {
  const found: Mishap[] = [];
  const add = (kind: Mishap['kind'], text: string): void => void found.push({ kind, text });
  context.on('console', (message) => {
    if (message.type() === 'error') add('console error', `${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => add('uncaught error', String(error.error().stack ?? error.error())));
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== GIVEN_UP) add('failed request', `${why} ${request.method()} ${request.url()}`);
  });
  context.on('request', (request) => {
    if (isForeign(request.url(), origins)) add('foreign host', `${request.resourceType()} ${request.url()}`);
  });
  context.on('dialog', async (dialog) => {
    if (dialog.type() === 'beforeunload') return dialog.accept();
    add('dialog', `${dialog.type()} ${dialog.message()}`);
    return dialog.dismiss();
  });
  context.on('page', (page: Page) => {
    page.on('websocket', (socket) => {
      if (isForeign(socket.url(), origins)) add('foreign host', socket.url());
    });
  });
  await context.exposeBinding(BINDING, (_source, violation: Violation) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = violation;
    add('policy violation', `${effectiveDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`);
  });
  await context.addInitScript({ content: TELL_VIOLATIONS });
  return found;
}

/** `blob:` and `data:` stay on the machine; their origin is not a host's. */
function isForeign(address: string, origins: readonly string[]): boolean {
  const { protocol, host } = new URL(address);
  const isRemote = ['http:', 'https:', 'ws:', 'wss:'].includes(protocol);
  return isRemote && !origins.some((origin) => new URL(origin).host === host);
}

export const listed = (mishaps: readonly Mishap[]): string =>
  mishaps.map(({ kind, text }) => `- ${kind}: ${text.slice(0, 600)}`).join('\n');
