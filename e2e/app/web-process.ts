import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface StartOptions {
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Further flags, such as `--demo`. */
  readonly flags?: readonly string[];
  /** Given everything the host prints, as it comes. */
  readonly onPrinted: (text: string) => void;
}

/** The built web host as a process of its own. */
export class WebProcess {
  /** As printed: with the token that opens it once. */
  readonly readyUrl: URL;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, readyUrl: URL) {
    this.#child = child;
    this.readyUrl = readyUrl;
  }

  /** Resolves once the host has said that it is ready; throws with what it printed if it ends before. */
  static async start(options: StartOptions): Promise<WebProcess> {
    const args = ['--port', '0', '--no-open', '--data-dir', options.dataFolder];
    const child = spawn(process.execPath, ['out/main/web.js', ...args, ...(options.flags ?? [])], {
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      return new WebProcess(child, await readyUrlOf(child, options.onPrinted));
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Ends it as a person would, by Ctrl+C, and waits until it is gone. Resolves with its exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** Ends it without giving it a chance. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, 'close');
      this.#child.kill(signal);
      await closed;
    }
    return this.#child.exitCode;
  }
}

function readyUrlOf(child: ChildProcess, onPrinted: (text: string) => void): Promise<URL> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const take = (chunk: Buffer) => {
      onPrinted(chunk.toString());
      printed += chunk;
      const url = /^Keywell is ready: (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(new URL(url));
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`The host ended with ${code} before it was ready:\n${printed}`)),
    );
  });
}
