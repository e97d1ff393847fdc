import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { ErrorShape } from '#shared/errors.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import { createCore } from '../composition.ts';
import { createLog } from '../logging/log.ts';
import { configurationFields } from '../registry/testing/configuration-fields.ts';
import type { Keychain } from '../vault/keychain.ts';

/** A data folder that is gone when the test is over. */
export function temporaryDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Keywell without a host, as `createCore` builds it, over a keychain that was given. */
export class ComposedCore {
  /** Every line of its log. */
  readonly lines: string[];
  /** Every event it sent to all clients. */
  readonly events: { readonly event: string; readonly payload: unknown }[] = [];
  readonly #core: Awaited<ReturnType<typeof createCore>>;

  private constructor(core: Awaited<ReturnType<typeof createCore>>, lines: string[]) {
    this.#core = core;
    this.lines = lines;
    core.onEvent((_clientId, event, payload) => this.events.push({ event, payload }));
  }

  static async open(
    dataFolder: string,
    keychain: Keychain,
    encryptionKey?: string,
  ): Promise<ComposedCore> {
    const lines: string[] = [];
    const core = await createCore({
      dataFolder,
      host: 'web',
      hostReason: null,
      version: '0.0.0',
      encryptionKey,
      demo: false,
      ollamaHost: undefined,
      log: createLog({ write: (line) => lines.push(line) }),
      keychain,
    });
    return new ComposedCore(core, lines);
  }

  /** The answer; a refusal is thrown as it is. */
  async request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const result = await this.#core.request('a client', route, input);
    if (!result.ok) throw result.error;
    // The router's own test shows that a handler's answer is passed on as it is.
    return result.data as OutputOf<R>;
  }

  /** What a request is refused with. */
  async refusal<R extends Route>(route: R, input: InputOf<R>): Promise<ErrorShape> {
    const result = await this.#core.request('a client', route, input);
    if (result.ok) throw new Error(`${route} was not refused.`);
    return result.error;
  }

  /** A new configuration that needs a key. */
  create(name: string): Promise<ConfigurationView> {
    const fields = configurationFields({
      name,
      provider: 'custom',
      model: 'a-model',
      baseUrl: 'http://127.0.0.1:9/v1',
      authentication: 'key',
    });
    return this.request('configurations.create', { fields });
  }

  async view(id: string): Promise<ConfigurationView> {
    const { configurations } = await this.request('configurations.list', {});
    const found = configurations.find((one) => one.id === id);
    if (found === undefined) throw new Error('There is no such configuration.');
    return found;
  }

  /** What is on record, newest first. */
  async record(): Promise<OutputOf<'audit.list'>['records']> {
    const filter = { targetId: null, memberId: null, action: null, from: null, to: null };
    const input = { filter, beforeSeq: null, limit: 100 };
    return (await this.request('audit.list', input)).records;
  }

  close(): Promise<void> {
    return this.#core.close();
  }
}
