/** Keywell without a host, over this machine's keychain: one JSON request a line in, one answer a line out. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createCore } from '../composition.ts';
import { createLog } from '../logging/log.ts';

const [dataFolder = ''] = process.argv.slice(2);
const core = await createCore({
  dataFolder,
  host: 'web',
  hostReason: null,
  version: '0.0.0',
  encryptionKey: undefined,
  // Never the one of the machine that runs the test, whose models are somebody's, unless the test names its own.
  ollamaHost: process.env.OLLAMA_HOST ?? 'http://ollama.keywell.invalid',
  demo: false,
  log: createLog({ write: (line) => process.stderr.write(`${line}\n`) }),
  logFiles: { folder: dataFolder, tail: () => [] },
  desktop: null,
  policyPath: join(dataFolder, 'no-policy.json'),
});
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [route, input]: unknown[] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await core.request('a client', route, input))}\n`);
}
await core.close();
