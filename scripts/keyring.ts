import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A real gnome-keyring on a D-Bus of its own, seen by nobody but those who are given its `env`. */
export interface Keyring {
  /** A whole environment for a child process: its keytar reads and writes this keyring and no other. */
  readonly env: NodeJS.ProcessEnv;
  /** From now on every read finds nothing and every write is refused, as after a log-in without password. */
  lock(): Promise<void>;
  /** Opens a locked keyring again, with all it held, as signing in does. */
  unlock(): Promise<void>;
  /** Ends the secret service and leaves the bus: nobody answers on it, and nobody is started to. */
  stopService(): Promise<void>;
  /** Starts the secret service again, unlocked, with all it held. */
  startService(): Promise<void>;
  /** Ends the bus too, as when the desktop session goes. */
  stopBus(): Promise<void>;
  /** Ends its processes and deletes its files. Safe to call twice. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 10_000;
const PASSWORD = 'throw-away';
const SETPRIV = '/usr/bin/setpriv';

/**
 * Starts a throw-away keyring (Linux only), unlocked. Takes about 50 ms, so a test can afford one for itself:
 *
 *     const keyring = await startKeyring();
 *     const app = spawn(node, ['out/main/web.js'], { env: keyring.env });
 *     await keyring.lock();
 *     await keyring.stop();
 *
 * The calling process's own keytar is not touched: libsecret reads the bus address once, when it is first used.
 * To put this process itself on such a keyring, start it through `scripts/with-keyring.ts`.
 */
export async function startKeyring(): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), 'keywell-keyring-'));
  const runtime = join(folder, 'run');
  await mkdir(runtime, { mode: 0o700 });
  const bus = startBus(await busConfiguration(folder));
  const endBus = () => bus.kill('SIGKILL');
  process.once('exit', endBus);
  const stop = async () => {
    process.off('exit', endBus);
    // The keyring ends with its bus; waiting for it keeps it from writing into a deleted folder.
    await ended(bus);
    await ended(daemon);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  let daemon: ReturnType<typeof startDaemon> | undefined;
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: await addressOf(bus),
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: join(folder, 'data'),
    };
    const startService = async () => {
      daemon = startDaemon(env);
      await serving(env, daemon);
    };
    await startService();
    return {
      env,
      lock: () => lockLoginCollection(env),
      unlock: () => unlockLoginCollection(join(runtime, 'keyring', 'control')),
      stopService: () => ended(daemon),
      startService,
      stopBus: () => ended(bus),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A session bus without folders of services: what is not running is not started, neither a keyring nor a prompt. */
async function busConfiguration(folder: string): Promise<string> {
  const file = join(folder, 'bus.conf');
  await writeFile(
    file,
    `<busconfig>
      <type>session</type>
      <listen>unix:path=${join(folder, 'bus')}</listen>
      <auth>EXTERNAL</auth>
      <policy context="default">
        <allow send_destination="*"/>
        <allow receive_sender="*"/>
        <allow own="*"/>
      </policy>
    </busconfig>`,
  );
  return file;
}

/** The kernel ends the bus, and with it the keyring, should this process die without a chance to clean up. */
function startBus(configuration: string) {
  const options = ['--nofork', '--nopidfile', '--print-address=1'];
  const command = ['dbus-daemon', `--config-file=${configuration}`, ...options];
  const [file = '', ...args] = existsSync(SETPRIV)
    ? [SETPRIV, '--pdeathsig', 'TERM', ...command]
    : command;
  return spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
}

async function addressOf(bus: ReturnType<typeof startBus>): Promise<string> {
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  const failed = once(bus, 'exit', { signal }).then(() => {
    throw new Error('The D-Bus daemon ended before it said its address.');
  });
  const [line] = await Promise.race([once(bus.stdout, 'data', { signal }), failed]);
  return String(line).trim();
}

function startDaemon(env: NodeJS.ProcessEnv) {
  // Without a display it would still try to draw a password prompt, and wait for it.
  const { DISPLAY, WAYLAND_DISPLAY, ...headless } = env;
  const args = ['--foreground', '--unlock', '--components=secrets'];
  const daemon = spawn('gnome-keyring-daemon', args, {
    env: headless,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.once('error', () => undefined);
  daemon.stdin.once('error', () => undefined);
  daemon.stdin.end(PASSWORD);
  return daemon;
}

async function serving(env: NodeJS.ProcessEnv, daemon: ReturnType<typeof startDaemon>) {
  const limit = Date.now() + START_LIMIT_MS;
  const question = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  while (!(await ask(env, [...question, 'string:org.freedesktop.secrets'])).includes('true')) {
    if (daemon.exitCode !== null || daemon.pid === undefined || Date.now() > limit) {
      throw new Error('gnome-keyring-daemon did not come up: is the package gnome-keyring whole?');
    }
    await delay(5);
  }
}

async function lockLoginCollection(env: NodeJS.ProcessEnv): Promise<void> {
  const login = '/org/freedesktop/secrets/collection/login';
  const reply = await ask(env, [
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock',
    `array:objpath:${login}`,
  ]);
  if (!reply.includes(login)) throw new Error('The keyring refused to be locked.');
}

/** What PAM does when a person signs in, over gnome-keyring's control socket: operation 1, unlock. */
async function unlockLoginCollection(controlSocket: string): Promise<void> {
  const packet = Buffer.alloc(12);
  packet.writeUInt32BE(packet.length + PASSWORD.length, 0);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(PASSWORD.length, 8);
  const socket = connect(controlSocket);
  // A first byte of zero carries the credentials of the sender.
  socket.write(Buffer.concat([Buffer.alloc(1), packet, Buffer.from(PASSWORD)]));
  const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(START_LIMIT_MS) });
  socket.destroy();
  // Its length, then the outcome: 0 for done.
  if (answer.readUInt32BE(4) !== 0) throw new Error('The keyring refused to be unlocked.');
}

async function ask(env: NodeJS.ProcessEnv, question: readonly string[]): Promise<string> {
  const args = ['--session', '--print-reply', ...question];
  const child = spawn('dbus-send', args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let reply = '';
  child.stdout.on('data', (chunk) => {
    reply += chunk;
  });
  await once(child, 'close');
  return reply;
}

async function ended(child: ReturnType<typeof spawn> | undefined): Promise<void> {
  if (!child || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
