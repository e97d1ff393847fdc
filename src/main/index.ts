/** Electron's entry: life cycle only. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { AppError } from '#shared/errors.ts';
import { ownArguments, readOptions } from './command-line.ts';
import { createCore } from './composition.ts';
import { takeEncryptionKey } from './environment.ts';
import { setupElectronFaults } from './hosts/electron/faults.ts';
import { startElectronHost } from './hosts/electron/start.ts';
import { createEntryLog } from './logging/entry-log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import { defaultDataFolder } from './storage/data-folder.ts';

async function start(): Promise<void> {
  const encryptionKey = takeEncryptionKey(process.env);
  const options = readOptions(ownArguments(process.argv.slice(1)), process.env);
  const dataFolder =
    options.dataFolder ?? defaultDataFolder(process.platform, process.env, homedir());
  const { log, logFiles } = createEntryLog(dataFolder, (text) => process.stderr.write(text));
  setupElectronFaults(process, log);
  // Electron's own files and its single-instance lock go with the data folder, so that two folders are two instances.
  app.setPath('userData', dataFolder);
  try {
    await startElectronHost({
      createCore: (desktop) =>
        createCore({
          dataFolder,
          host: 'electron',
          hostReason: null,
          version: app.getVersion(),
          encryptionKey,
          ollamaHost: process.env.OLLAMA_HOST,
          ollamaModels: process.env.OLLAMA_MODELS,
          demo: options.demo,
          log,
          logFiles,
          desktop,
        }),
      dataFolder,
      logFolder: logFiles.folder,
      rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
      preloadPath: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      args: process.argv,
      log,
    });
  } catch (error) {
    log.error('Keywell could not start.', { ...whereabouts(error) });
    throw error;
  }
}

start().catch((error: unknown) => {
  const sentence = error instanceof AppError ? error.message : 'The log has the details.';
  dialog.showErrorBox('Keywell could not start', sentence);
  app.exit(1);
});
