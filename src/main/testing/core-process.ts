import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ErrorShape, Result } from '#shared/errors.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';

const script = fileURLToPath(new URL('./core.child.ts', import.meta.url));

/** Keywell without a host, in a process of its own. Asked for one thing at a time. */
export class CoreProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #answers: Interface;
  readonly #ended: Promise<never>;
  #log = '';

  private constructor(dataFolder: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, [script, dataFolder], {
      env: {
        ...env,
        // Electron's package looks for its runtime when it is imported.
        ELECTRON_OVERRIDE_DIST_PATH: process.env.ELECTRON_OVERRIDE_DIST_PATH,
      },
      stdio: 'pipe',
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#log += text;
    });
    this.#child.stdin.on('error', () => undefined);
    this.#answers = createInterface({ input: this.#child.stdout });
    this.#ended = once(this.#child, 'exit').then(() => {
      throw new Error(`Keywell ended. Its log: ${this.#log}`);
    });
    this.#ended.catch(() => undefined);
  }

  /** @param env decides which keychain there is */
  static async start(dataFolder: string, env: NodeJS.ProcessEnv): Promise<CoreProcess> {
    const started = new CoreProcess(dataFolder, env);
    await started.#nextLine();
    return started;
  }

  /** What it logged so far. */
  get log(): string {
    return this.#log;
  }

  /** The answer; a refusal is thrown as it is. */
  async request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const result = await this.#ask(route, input);
    if (!result.ok) throw result.error;
    return result.data;
  }

  /** The code a request is refused with; null if it is not. */
  async refusal<R extends Route>(route: R, input: InputOf<R>): Promise<ErrorShape['code'] | null> {
    const result = await this.#ask(route, input);
    return result.ok ? null : result.error.code;
  }

  /** Ends it as closing its window does. */
  async close(): Promise<void> {
    await this.#end(() => this.#child.stdin.end());
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    await this.#end(() => this.#child.kill('SIGKILL'));
  }

  async #ask<R extends Route>(route: R, input: InputOf<R>): Promise<Result<OutputOf<R>>> {
    const answer = this.#nextLine();
    this.#child.stdin.write(`${JSON.stringify([route, input])}\n`);
    return JSON.parse(await answer);
  }

  async #nextLine(): Promise<string> {
    const [line] = await Promise.race([once(this.#answers, 'line'), this.#ended]);
    return String(line);
  }

  async #end(how: () => void): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    how();
    await gone;
  }
}
