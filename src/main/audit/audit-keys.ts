import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Keychain } from '../vault/keychain.ts';

/** The end of the log as it was last written. Kept in the keychain, so that a log cut short shows. */
const anchorSchema = z.strictObject({ seq: z.number().int(), hash: z.string() });
type Anchor = Readonly<z.infer<typeof anchorSchema>>;

/** How long a keychain that did not answer is left alone, in milliseconds. */
const patienceMs = 5_000;

/** The audit key and the anchor, in the keychain. While it cannot be read, lines are chained but not sealed. */
export class AuditKeys {
  readonly #keychain: Keychain;
  readonly #workspace: string;
  #key: Buffer | null = null;
  #retryAt = 0;
  #pendingAnchor: Anchor | null = null;
  #anchoring: Promise<void> | undefined;

  /** @param workspaceId sets this workspace apart from others in the same keychain; only a digest of it goes there */
  constructor(keychain: Keychain, workspaceId: string) {
    this.#keychain = keychain;
    this.#workspace = createHash('sha256').update(workspaceId).digest('hex').slice(0, 12);
  }

  /**
   * The audit key, made at first use; null while the keychain cannot be read or written. It is kept in memory
   * once read: it opens no provider key.
   *
   * @param expected whether there should be one already, because there are entries
   */
  async current(expected: boolean): Promise<Buffer | null> {
    if (this.#key !== null) return this.#key;
    // A keychain that did not answer is asked again, but not for every line.
    if (performance.now() < this.#retryAt) return null;
    this.#key = await this.#readOrMake(expected).catch(() => null);
    if (this.#key === null) this.#retryAt = performance.now() + patienceMs;
    return this.#key;
  }

  /** The key for checking seals: read only, never made. */
  async forChecking(): Promise<Buffer | null> {
    return this.#key ?? (await this.#read().catch(() => null));
  }

  /** Remembers the end of the log. Writes are merged: only the newest anchor matters. */
  anchor(anchor: Anchor): void {
    this.#pendingAnchor = anchor;
    this.#anchoring ??= this.#writeAnchors().finally(() => {
      this.#anchoring = undefined;
    });
  }

  /** Null when there is none, or none that can be understood. Rejects while the keychain cannot be read. */
  async readAnchor(): Promise<Anchor | null> {
    await this.#anchoring;
    const text = await this.#keychain.get(this.#account('audit-anchor'));
    if (text === null) return null;
    try {
      return anchorSchema.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  /** Waits for the anchor that is being written. */
  async close(): Promise<void> {
    await this.#anchoring;
  }

  async #writeAnchors(): Promise<void> {
    while (this.#pendingAnchor !== null) {
      const anchor = this.#pendingAnchor;
      this.#pendingAnchor = null;
      await this.#keychain
        .set(this.#account('audit-anchor'), JSON.stringify(anchor))
        .catch(() => undefined);
    }
  }

  async #readOrMake(expected: boolean): Promise<Buffer | null> {
    const key = await this.#read();
    if (key !== null) return key;
    // Null may mean a locked keychain: where a key should exist, only an open one proves that it is gone.
    if (expected && (await this.#keychain.probe()) !== 'available') return null;
    const made = randomBytes(32);
    await this.#keychain.set(this.#account('audit-key'), made.toString('base64'));
    return made;
  }

  async #read(): Promise<Buffer | null> {
    const text = await this.#keychain.get(this.#account('audit-key'));
    return text === null ? null : Buffer.from(text, 'base64');
  }

  #account(name: string): string {
    return `${name}:${this.#workspace}`;
  }
}
