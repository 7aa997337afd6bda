/** The endpoint as a process of its own, for tests that kill it: `node serve.ts DIRECTORY`, prints its URL. */
import { startS3 } from '../../../local/s3/server.ts';

const [dataDir = ''] = process.argv.slice(2);
const server = await startS3({
  dataDir,
  port: 0,
  buckets: [{ name: 'documents', versioning: true }],
  credentials: () => ({ principal: 'owner', secretAccessKey: 'owner-secret', allows: () => true }),
  // Never acknowledged before the kill: each event must be delivered after the restart.
  onObjectCreated: () => new Promise<void>(() => {}),
});
process.stdout.write(`${server.url}\n`);
