import { AppError } from '#shared/errors.ts';
import type { Keychain } from './keychain.ts';
import { stateFromFailure } from './keytar-failure.ts';
import { isServiceGone, startKeytarProcess } from './keytar-process.ts';
import { keychainError, stateOfError } from './sentences.ts';

/**
 * What Keywell uses of keytar. Never `findCredentials`: on Linux it kills the process when the keyring is locked.
 */
export type Keytar = Pick<
  typeof import('keytar'),
  'getPassword' | 'setPassword' | 'deletePassword'
>;

export interface KeytarOptions {
  readonly load?: () => Promise<Keytar>;
  /** Gives a keytar that can reach a secret service which took the place of the one known so far; null: none can. */
  readonly renew?: (() => Keytar) | null;
  /** How long a read or a write may take, a person's answer to a prompt included, in milliseconds. */
  readonly patienceMs?: number;
  /** The same for a probe, which somebody is watching. */
  readonly probePatienceMs?: number;
}

/** Whether this process would be told of a secret service that comes and goes; only Linux has such a thing. */
const hasMainLoop = process.platform !== 'linux' || process.versions.electron !== undefined;

/** An entry that tells nothing: whether it can be written and read is what a probe finds out. */
const sentinel = { account: 'availability-check', secret: 'available' };

interface Turn {
  /** True once its caller has been told that it took too long. */
  abandoned: boolean;
}

/** The OS keychain through keytar. Nothing is loaded, and nobody prompted, before the first call. */
export function createKeytarKeychain(
  service = 'Keywell',
  {
    load = loadKeytar,
    renew = hasMainLoop ? null : startKeytarProcess,
    patienceMs = 20_000,
    probePatienceMs = 5_000,
  }: KeytarOptions = {},
): Keychain {
  let loaded: Keytar | null = null;
  let sentinelSeen = false;
  let lastTurn: Promise<unknown> = Promise.resolve();

  /**
   * One native call at a time, all accounts together: each occupies one of Node's few I/O threads until it returns,
   * and one that waits for a prompt can take for ever. A turn whose time is up before it began never begins.
   */
  function inTurn<T>(patience: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    const turn: Turn = { abandoned: false };
    const tooLong = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      turn.abandoned = true;
      tooLong.reject(keychainError('locked'));
    }, patience);
    const result = lastTurn.then(() => {
      if (turn.abandoned) throw keychainError('locked');
      return work(turn);
    });
    lastTurn = result.catch(() => undefined);
    return Promise.race([result, tooLong.promise]).finally(() => clearTimeout(timer));
  }

  async function withKeytar<T>(use: (keytar: Keytar) => Promise<T>): Promise<T> {
    loaded ??= await load().catch(() => {
      throw keychainError('not-supported');
    });
    try {
      return await use(loaded).catch((error: unknown) => {
        if (renew === null || !isServiceGone(error)) throw error;
        loaded = renew();
        return use(loaded);
      });
    } catch (error) {
      // keytar's own error goes no further: it holds nothing a person could act on.
      throw keychainError(stateFromFailure(error));
    }
  }

  const get = (account: string) => withKeytar((keytar) => keytar.getPassword(service, account));
  const set = (account: string, secret: string) =>
    withKeytar((keytar) => keytar.setPassword(service, account, secret));
  const remove = (account: string) =>
    withKeytar((keytar) => keytar.deletePassword(service, account));

  /** Changes an entry and reads back what came of it. A change that outlived its caller's patience is undone. */
  async function change(account: string, turn: Turn, secret: string | null): Promise<void> {
    await look();
    const before = await get(account);
    if (turn.abandoned || before === secret) return;
    await write(account, secret);
    const after = await get(account);
    if (turn.abandoned) await write(account, before);
    else if (after !== secret) throw unconfirmed();
  }

  async function write(account: string, secret: string | null): Promise<void> {
    if (secret === null) await remove(account);
    else await set(account, secret);
  }

  /**
   * Comes before everything else, since a locked Linux keyring answers reads and deletions as if nothing were there.
   * The first look writes the sentinel, later ones only read it, so that a person is prompted once at most. A
   * sentinel that is gone means locked; should it have been deleted by hand, the next look writes it anew.
   */
  async function look(): Promise<void> {
    if (!sentinelSeen) await set(sentinel.account, sentinel.secret);
    sentinelSeen = (await get(sentinel.account)) !== null;
    if (!sentinelSeen) throw keychainError('locked');
  }

  return {
    get: (account) => inTurn(patienceMs, () => look().then(() => get(account))),
    set: (account, secret) => inTurn(patienceMs, (turn) => change(account, turn, secret)),
    delete: (account) => inTurn(patienceMs, (turn) => change(account, turn, null)),
    async probe() {
      try {
        await inTurn(probePatienceMs, look);
        return 'available';
      } catch (error) {
        return stateOfError(error) ?? 'access-denied';
      }
    },
  };
}

/** A missing native module shows here. keytar is CommonJS, of which only the default export is sure. */
async function loadKeytar(): Promise<Keytar> {
  return (await import('keytar')).default;
}

function unconfirmed(): AppError {
  return new AppError(
    'keychain-write-failed',
    'The keychain accepted the change, but reading it back gave something else. Try again; if it happens again, restart the keychain.',
  );
}
