/** The web host's entry: life cycle only. Prints one line when it is ready, and leaves when it is told to. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { closeInTime } from './closing.ts';
import { readOptions, type StartOptions } from './command-line.ts';
import { createCore } from './composition.ts';
import { takeEncryptionKey } from './environment.ts';
import { setupFaults } from './faults.ts';
import { openBrowser } from './hosts/web/open-browser.ts';
import { startWebHost } from './hosts/web/server.ts';
import { createEntryLog, type EntryLog } from './logging/entry-log.ts';
import { defaultDataFolder } from './storage/data-folder.ts';

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const dataFolder =
    options.dataFolder ?? defaultDataFolder(process.platform, process.env, homedir());
  const entryLog = createEntryLog(dataFolder, (text) => process.stderr.write(text));
  const { log } = entryLog;
  // After what nobody caught there is nothing to rely on. The system lets go of the data folder.
  setupFaults(process, log, () => process.exit(1));
  try {
    await serve(options, dataFolder, entryLog);
  } catch (error) {
    if (!(error instanceof AppError)) log.error('Keywell could not start.', { error });
    throw error;
  }
}

async function serve(
  options: StartOptions,
  dataFolder: string,
  { log, logFiles }: EntryLog,
): Promise<void> {
  const core = await createCore({
    dataFolder,
    host: 'web',
    hostReason: process.env.KEYWELL_HOST_REASON ?? null,
    version: packageJson.version,
    encryptionKey: takeEncryptionKey(process.env),
    ollamaHost: process.env.OLLAMA_HOST,
    ollamaModels: process.env.OLLAMA_MODELS,
    demo: options.demo,
    log,
    logFiles,
    desktop: null,
  });
  const rendererFolder = fileURLToPath(new URL('../renderer', import.meta.url));
  const host = await startWebHost({ core, rendererFolder, port: options.port, log });
  process.stdout.write(`Keywell is ready: ${host.readyUrl}\n`);
  if (options.openBrowser) openBrowser(host.readyUrl);

  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    await closeInTime(core, log);
    await host.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
}

start().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof AppError ? error.message : 'Keywell could not start; the line above has the reason.'}\n`,
  );
  process.exit(1);
});
