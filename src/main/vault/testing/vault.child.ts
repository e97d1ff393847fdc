/** A vault over the real keychain in a process of its own: one JSON request a line in, one answer a line out. */
import { createInterface } from 'node:readline';
import { AppError } from '#shared/errors.ts';
import { createKeytarKeychain } from '../keytar-keychain.ts';
import { Vault } from '../vault.ts';

const vault = new Vault({
  keychain: createKeytarKeychain('Keywell test'),
  workspaceId: 'a workspace',
  onStatus: () => undefined,
});

const calls: Readonly<Record<string, (...args: string[]) => Promise<unknown>>> = {
  status: () => vault.status(),
  store: (id = '', key = '') => vault.store(id, key),
  read: (id = '') => vault.read(id),
  remove: (id = '') => vault.remove(id).then(() => null),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...args]: string[] = JSON.parse(line);
  const answer = await calls[name ?? '']?.(...args).then(
    (value) => ({ value }),
    (error: unknown) => ({ failure: error instanceof AppError ? error.code : String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
