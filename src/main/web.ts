/** The web host's entry: life cycle only. Prints one line when it is ready, and leaves when it is told to. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { readOptions } from './command-line.ts';
import { createCore } from './composition.ts';
import { takeEncryptionKey } from './environment.ts';
import { openBrowser } from './hosts/web/open-browser.ts';
import { startWebHost } from './hosts/web/server.ts';
import { createLog } from './logging/log.ts';
import { defaultDataFolder } from './storage/data-folder.ts';

const log = createLog({ write: (line) => process.stderr.write(`${line}\n`) });

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const core = await createCore({
    dataFolder: options.dataFolder ?? defaultDataFolder(process.platform, process.env, homedir()),
    host: 'web',
    hostReason: process.env.KEYWELL_HOST_REASON ?? null,
    version: packageJson.version,
    encryptionKey: takeEncryptionKey(process.env),
    ollamaHost: process.env.OLLAMA_HOST,
    demo: options.demo,
    log,
  });
  const rendererFolder = fileURLToPath(new URL('../renderer', import.meta.url));
  const host = await startWebHost({ core, rendererFolder, port: options.port, log });
  process.stdout.write(`Keywell is ready: ${host.readyUrl}\n`);
  if (options.openBrowser) openBrowser(host.readyUrl);

  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    await core.close();
    await host.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
}

start().catch((error: unknown) => {
  if (!(error instanceof AppError)) log.error('Keywell could not start.', { error });
  process.stderr.write(
    `${error instanceof AppError ? error.message : 'Keywell could not start; the line above has the reason.'}\n`,
  );
  process.exit(1);
});
