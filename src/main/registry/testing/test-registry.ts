import { randomBytes, randomUUID } from 'node:crypto';
import type { RegistryStorage } from '../../storage/registry-document.ts';
import { Registry } from '../registry.ts';

/** A registry on `storage` whose clock goes on by one second with every look at it. */
export function testRegistry(storage: RegistryStorage): Registry {
  let time = Date.UTC(2026, 10, 23);
  return new Registry({
    storage,
    now: () => {
      time += 1_000;
      return new Date(time);
    },
    newId: () => randomUUID(),
    newSalt: () => randomBytes(32).toString('hex'),
  });
}
