import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AuditFilter, AuditRecord } from '#shared/domain/audit.ts';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { Role } from '#shared/domain/member.ts';
import type { ErrorShape, Result } from '#shared/errors.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import { type CoreOptions, createCore } from '../composition.ts';
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
    options: Partial<CoreOptions> = {},
  ): Promise<ComposedCore> {
    const lines: string[] = [];
    const core = await createCore({
      dataFolder,
      host: 'web',
      hostReason: null,
      version: '0.0.0',
      encryptionKey,
      demo: false,
      // Never the one of the machine that runs the test, whose models are somebody's: what answers is simulated.
      ollamaHost: 'http://ollama.keywell.invalid',
      log: createLog({ write: (line) => lines.push(line) }),
      logFiles: { folder: join(dataFolder, 'logs'), tail: (count) => lines.slice(-count) },
      desktop: null,
      keychain,
      // That of the machine that runs the test must not decide.
      policyPath: join(dataFolder, 'no-policy.json'),
      ...options,
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

  /** Whatever comes over the wire. */
  send(route: unknown, input: unknown): Promise<Result<unknown>> {
    return this.#core.request('a client', route, input);
  }

  /** From now on a new member of these roles acts. Needs an Owner who acts. */
  async actWith(...roles: readonly Role[]): Promise<void> {
    const name = `With ${roles.join(' and ')}`;
    const { id } = await this.request('members.add', { name, roles: [...roles], passcode: null });
    await this.request('members.actAs', { id, passcode: null });
  }

  /** What is on record, newest first. Needs a member who may read it. */
  async records(filter: Partial<AuditFilter> = {}): Promise<readonly AuditRecord[]> {
    const none = { targetId: null, memberId: null, action: null, from: null, to: null };
    const page = { filter: { ...none, ...filter }, beforeSeq: null, limit: 500 };
    return (await this.request('audit.list', page)).records;
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

  /** Approves the key that is shown. */
  async approve(configurationId: string): Promise<ConfigurationView> {
    const fingerprint = (await this.view(configurationId)).key.fingerprint ?? '';
    return this.request('keys.approve', { configurationId, fingerprint });
  }

  async view(id: string): Promise<ConfigurationView> {
    const { configurations } = await this.request('configurations.list', {});
    const found = configurations.find((one) => one.id === id);
    if (found === undefined) throw new Error('There is no such configuration.');
    return found;
  }

  /** Its page is gone: its runs are cancelled. */
  dropClient(): void {
    this.#core.dropClient('a client');
  }

  close(): Promise<void> {
    return this.#core.close();
  }
}
