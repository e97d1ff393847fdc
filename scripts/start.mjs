// `npm start`: sets up what is missing, builds if stale, opens Keywell in a window, or in the browser and says why.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { bootstrap } from './bootstrap.mjs';
import { build, buildIsStale } from './needs/build.mjs';
import { giveUp } from './needs/cannot-go-on.mjs';
import { downloadElectron, electronRuntime } from './needs/electron.mjs';
import { NO_RUNTIME, reasonAgainstWindow, sandboxObstacle } from './needs/host.mjs';
import { inProject, projectNode, withoutElectronDownload } from './needs/project.mjs';
import { readStartOptions, USAGE } from './needs/start-options.mjs';

const PARENT_CHECK_MS = 500;

const options = readStartOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
if ('mistake' in options) {
  console.error(`${options.mistake}\n\n${USAGE}`);
  process.exit(2);
}
await start(options).catch(giveUp);

async function start({ web, forHost }) {
  await bootstrap('start');
  const host = await chooseHost(web);
  if (buildIsStale()) {
    console.log('Building Keywell.');
    await build();
  }
  if ('electron' in host) {
    await live(host.electron, [inProject(), ...forHost], {});
    return;
  }
  const sentence = `Keywell opens in the browser because ${host.reason}.`;
  if (!web) console.log(sentence);
  await live(projectNode(), [inProject('out', 'main', 'web.js'), ...forHost], {
    ...withoutElectronDownload(),
    KEYWELL_HOST_REASON: sentence,
  });
}

async function chooseHost(web) {
  const { env, platform } = process;
  const reason = reasonAgainstWindow({ web, platform, env, isRoot: process.getuid?.() === 0 });
  if (reason) return { reason };
  const installed = electronRuntime();
  const electron = installed ?? (await downloadElectron());
  if (!electron) return { reason: NO_RUNTIME };
  // A runtime that has just come brings needs of its own.
  if (!installed) await bootstrap('start');
  const obstacle = platform === 'linux' ? sandboxObstacle(electron) : undefined;
  return obstacle ? { reason: obstacle } : { electron };
}

/** Lives as long as the app, hands on signals and takes over its exit status. */
async function live(file, args, extraEnv) {
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...extraEnv } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  // npm hands a signal to its shell, and not every shell hands it on: the app would stay behind, unseen.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
