import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';
import type { Keytar } from './keytar-keychain.ts';

/** What the other process runs: calls keytar as it is told to, until whoever started it is gone. */
const program = `
  const keytar = (await import(process.argv[1])).default;
  process.on('message', async ({ id, method, args }) => {
    try {
      process.send({ id, value: await keytar[method](...args) });
    } catch (error) {
      process.send({ id, failure: error.message });
    }
  });
`;

const replySchema = z.union([
  z.strictObject({
    id: z.number(),
    value: z.union([z.string(), z.boolean(), z.null()]).optional(),
  }),
  z.strictObject({ id: z.number(), failure: z.string() }),
]);

interface Waiting {
  readonly resolve: (value: string | boolean | null | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * True for what libsecret says when the secret service it has been talking to is gone. It learns of the successor
 * through GLib's main loop, which Electron runs and plain Node does not: there, only a new process finds it
 * (measured with libsecret 0.20.5).
 */
export function isServiceGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^The name :\S+ was not provided|session wrapping the secret does not exist|connection is closed/i.test(
      error.message,
    )
  );
}

/** keytar in a process of its own, started at the first call, and anew once the service it knew is gone. */
export function startKeytarProcess(): Keytar {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | null = null;
  let lastId = 0;

  function start(): ChildProcess {
    const started = spawn(
      process.execPath,
      ['--input-type=module', '--eval', program, import.meta.resolve('keytar')],
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    );
    // It must not keep this process from ending, and ends itself when the channel closes.
    started.unref();
    started.channel?.unref();
    started.on('message', (message) => {
      const reply = replySchema.parse(message);
      const { resolve, reject } = waiting.get(reply.id) ?? {};
      waiting.delete(reply.id);
      if (!('failure' in reply)) return resolve?.(reply.value);
      const error = new Error(reply.failure);
      if (isServiceGone(error)) end();
      reject?.(error);
    });
    started.on('error', end);
    started.on('exit', end);
    function end(): void {
      if (child === started) child = null;
      started.kill();
      for (const { reject } of waiting.values()) reject(new Error('The process has ended.'));
      waiting.clear();
    }
    return started;
  }

  function call(method: keyof Keytar, args: readonly string[]): ReturnType<typeof answer> {
    child ??= start();
    lastId += 1;
    child.send({ id: lastId, method, args });
    return answer(lastId);
  }

  function answer(id: number) {
    return new Promise<string | boolean | null | undefined>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  }

  return {
    async getPassword(...args) {
      const value = await call('getPassword', args);
      return typeof value === 'string' ? value : null;
    },
    async setPassword(...args) {
      await call('setPassword', args);
    },
    deletePassword: async (...args) => (await call('deletePassword', args)) === true,
  };
}
