import type { Configuration } from '#shared/domain/configuration.ts';

type Verifiable = Pick<Configuration, 'id' | 'revision'>;

/** That the provider accepted a key, as the configuration was then. */
interface Verification {
  readonly fingerprint: string;
  readonly revision: number;
  readonly at: string;
}

/** Which key was last accepted for each configuration: also one that is not stored yet. Kept in memory only. */
export class Verifications {
  readonly #byId = new Map<string, Verification>();

  /** @param at ISO date and time */
  remember({ id, revision }: Verifiable, fingerprint: string, at: string): void {
    this.#byId.set(id, { fingerprint, revision, at });
  }

  /** When the provider accepted this key for the configuration as it is now; null if it never did. */
  at({ id, revision }: Verifiable, fingerprint: string): string | null {
    const last = this.#byId.get(id);
    return last?.fingerprint === fingerprint && last.revision === revision ? last.at : null;
  }

  forget(configurationId: string): void {
    this.#byId.delete(configurationId);
  }
}
