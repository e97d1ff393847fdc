// Runs a command inside a throw-away, unlocked keyring and leaves nothing behind:
//
//     node scripts/with-keyring.ts -- vitest run src/main/vault
//
// A test that needs a keyring of its own, or a locked one, calls `startKeyring` from `keyring.ts`. Outside Linux the
// command runs as it is: the keychains of macOS and Windows are always there.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startKeyring } from './keyring.ts';

const [separator, command, ...args] = process.argv.slice(2);
if (separator !== '--' || !command) {
  console.error('Usage: node scripts/with-keyring.ts -- COMMAND [ARGUMENT...]');
  process.exit(2);
}

const keyring = process.platform === 'linux' ? await startKeyring().catch(explain) : undefined;
const child = spawn(command, args, { stdio: 'inherit', env: keyring?.env ?? process.env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => child.kill(signal));
}
process.exitCode = await new Promise<number>((resolve) => {
  child.once('error', (error) => {
    console.error(`${command} could not be started: ${error.message}.`);
    resolve(127);
  });
  child.once('exit', (code, signal) =>
    resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']),
  );
});
await keyring?.stop();

function explain(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`A keyring for this run could not be set up. ${reason}`);
  return process.exit(1);
}
