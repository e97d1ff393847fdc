import type { RegistryStorage } from '../../storage/registry-document.ts';
import type { Keychain } from '../keychain.ts';

/** Stops everything just before the nth write, in the keychain or of the registry: nothing is written after it. */
export class PowerCut {
  #writesLeft: number;

  constructor(beforeWrite: number) {
    this.#writesLeft = beforeWrite - 1;
  }

  /** False when there were fewer writes than that. */
  get happened(): boolean {
    return this.#writesLeft < 0;
  }

  storage(storage: RegistryStorage): RegistryStorage {
    return {
      read: () => storage.read(),
      write: (document) => {
        this.#pass();
        storage.write(document);
      },
    };
  }

  keychain(keychain: Keychain): Keychain {
    return {
      ...keychain,
      get: (account) => keychain.get(account),
      probe: () => keychain.probe(),
      set: async (account, secret) => {
        this.#pass();
        await keychain.set(account, secret);
      },
      delete: async (account) => {
        this.#pass();
        await keychain.delete(account);
      },
    };
  }

  #pass(): void {
    if (this.#writesLeft > 0) this.#writesLeft -= 1;
    else {
      this.#writesLeft = -1;
      throw new Error('The power is out.');
    }
  }
}
