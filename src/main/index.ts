/** Electron's entry: life cycle only. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { ownArguments, readOptions } from './command-line.ts';
import { createCore } from './composition.ts';
import { takeEncryptionKey } from './environment.ts';
import { startElectronHost } from './hosts/electron/start.ts';
import { createLog } from './logging/log.ts';
import { defaultDataFolder } from './storage/data-folder.ts';

const log = createLog({ write: (line) => process.stderr.write(`${line}\n`) });
const options = readOptions(ownArguments(process.argv.slice(1)), process.env);
const encryptionKey = takeEncryptionKey(process.env);
const dataFolder =
  options.dataFolder ?? defaultDataFolder(process.platform, process.env, homedir());
// Electron's own files and its single-instance lock go with the data folder, so that two folders are two instances.
app.setPath('userData', dataFolder);

startElectronHost({
  createCore: () =>
    createCore({
      dataFolder,
      host: 'electron',
      hostReason: null,
      version: app.getVersion(),
      encryptionKey,
      ollamaHost: process.env.OLLAMA_HOST,
      demo: options.demo,
      log,
    }),
  rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
  preloadPath: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  log,
}).catch((error: unknown) => {
  log.error('Keywell could not start.', { error });
  app.exit(1);
});
