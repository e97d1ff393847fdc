import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const run = promisify(execFile);
const programs = { bus: 'dbus-daemon', client: 'gdbus', keyring: 'gnome-keyring-daemon' } as const;
const password = 'of a throw-away keyring';
const collection = '/org/freedesktop/secrets/collection/login';

/** What is not installed of what a real keyring needs, as a reason to skip; null when everything is there. */
export function keyringMissing(): string | null {
  if (process.platform !== 'linux') return 'a secret service is a thing of Linux';
  const missing = Object.values(programs).filter((name) => !isOnPath(name));
  return missing.length === 0 ? null : `${missing.join(', ')} not installed`;
}

/** A D-Bus session and a gnome-keyring of its own, which share nothing with those of the person. */
export class Keyring {
  readonly #folder = mkdtempSync(join(tmpdir(), 'keywell-keyring-'));
  readonly #config = join(this.#folder, 'bus.conf');
  readonly #socket = join(this.#folder, 'bus');
  #bus: ChildProcess | null = null;
  #daemon: ChildProcess | null = null;

  constructor() {
    for (const name of ['run', 'data', 'config'])
      mkdirSync(join(this.#folder, name), { mode: 0o700 });
    // No service folders: nothing is started on demand, neither a keyring nor a prompt for its password.
    writeFileSync(
      this.#config,
      `<busconfig><type>session</type><listen>unix:path=${this.#socket}</listen><auth>EXTERNAL</auth>
       <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
       </busconfig>`,
    );
  }

  /** The environment for a process that shall use this keyring. */
  get env(): NodeJS.ProcessEnv {
    return { ...this.envWithoutBus, DBUS_SESSION_BUS_ADDRESS: `unix:path=${this.#socket}` };
  }

  get envWithoutBus(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.#folder,
      XDG_RUNTIME_DIR: join(this.#folder, 'run'),
      XDG_DATA_HOME: join(this.#folder, 'data'),
      XDG_CONFIG_HOME: join(this.#folder, 'config'),
    };
  }

  async startBus(): Promise<void> {
    const options = ['--config-file', this.#config, '--nofork', '--nopidfile', '--print-address'];
    this.#bus = spawn(programs.bus, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    if (this.#bus.stdout !== null) await once(this.#bus.stdout, 'data');
  }

  /** Starts the secret service, and makes or opens its keyring. */
  async start(): Promise<void> {
    const options = ['--foreground', '--unlock', '--components=secrets'];
    this.#daemon = spawn(programs.keyring, options, {
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#daemon.stdin?.end(password);
    await this.#becomesLocked(false);
  }

  async stop(): Promise<void> {
    await end(this.#daemon);
    this.#daemon = null;
  }

  async lock(): Promise<void> {
    await this.#call(
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      `['${collection}']`,
    );
    await this.#becomesLocked(true);
  }

  /** What PAM does when a person signs in: gnome-keyring's control socket, operation 1 (unlock). */
  async unlock(): Promise<void> {
    const socket = connect(join(this.#folder, 'run', 'keyring', 'control'));
    const secret = Buffer.from(password);
    const packet = Buffer.alloc(12);
    packet.writeUInt32BE(packet.length + secret.length, 0);
    packet.writeUInt32BE(1, 4);
    packet.writeUInt32BE(secret.length, 8);
    // A first byte of zero carries the credentials of the sender.
    socket.write(Buffer.concat([Buffer.alloc(1), packet, secret]));
    await once(socket, 'data');
    socket.destroy();
    await this.#becomesLocked(false);
  }

  async dispose(): Promise<void> {
    await end(this.#daemon);
    await end(this.#bus);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #becomesLocked(locked: boolean): Promise<void> {
    const properties = ['org.freedesktop.Secret.Collection', 'Locked'] as const;
    return vi.waitFor(
      async () => {
        const answer = await this.#call(
          collection,
          'org.freedesktop.DBus.Properties.Get',
          ...properties,
        );
        if (!answer.includes(String(locked))) throw new Error(`The keyring says ${answer}`);
      },
      { timeout: 20_000 },
    );
  }

  async #call(path: string, method: string, ...args: readonly string[]): Promise<string> {
    const target = ['--dest', 'org.freedesktop.secrets', '--object-path', path, '--method', method];
    const { stdout } = await run(programs.client, ['call', '--session', ...target, ...args], {
      env: this.env,
    });
    return stdout;
  }
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
