import { startSignIn } from '../../../local/sign-in/server.ts';
import type { Command, Report, Start } from './sign-in-process.ts';

// Runs sign-in in a process of its own, so that tests can kill it, and moves its clock and policies when told.
let offsetMs = 0;
let denied: string[] = [];
const report = (message: Report): void => {
  process.send?.(message);
};

async function start({ options }: Start): Promise<void> {
  const signIn = await startSignIn({
    ...options,
    now: () => Date.now() + offsetMs,
    allowsAdmin: (_accessKeyId, action) => !denied.includes(action),
  });
  report({
    kind: 'started',
    url: signIn.url,
    issuer: signIn.issuer,
    jwksUri: signIn.jwksUri,
    adminUrl: signIn.adminUrl,
  });
  process.on('message', (command: Command) => {
    if (command.kind === 'advance') offsetMs += command.byMs;
    if (command.kind === 'deny') denied = command.actions;
    if (command.kind === 'close') void signIn.close().then(() => process.disconnect());
    else report({ kind: 'done' });
  });
}

process.once('message', (message: Start) => {
  start(message).catch((error: unknown) => {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.disconnect();
  });
});
