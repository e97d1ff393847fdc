import type { Configuration } from '#shared/domain/configuration.ts';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf } from '#shared/ipc/routes.ts';
import type { AdapterFor } from '../providers/adapters.ts';
import { callUrl } from '../providers/provider-call.ts';
import { abortable } from './abortable.ts';
import { type Clock, systemClock } from './clock.ts';
import { ConnectionLog } from './connection-log.ts';
import { RunTimers } from './run-timers.ts';

interface ConnectionTestDependencies {
  /** Throws `not-found`, and what forbids a run with the configuration. */
  readonly configurationFor: (id: string) => Configuration;
  /** Reads the key as a run does. Throws the vault's errors. */
  readonly keyFor: (configuration: Configuration) => Promise<string | null>;
  readonly adapterFor: AdapterFor;
  readonly clock?: Clock;
}

interface RunningTest {
  readonly clientId: string;
  readonly controller: AbortController;
}

const question = { role: 'user', content: 'Reply with the word OK.' } as const;

/**
 * Goes the way of a run, with the same adapter, key, parameters and timers, on a connection of its own, and stops at
 * the first token. Nothing is tried twice: a test says how things stand now.
 */
export class ConnectionTests {
  readonly #deps: ConnectionTestDependencies;
  readonly #clock: Clock;
  readonly #running = new Map<string, RunningTest>();

  constructor(deps: ConnectionTestDependencies) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
  }

  /** Answers once the test is over, whatever its outcome. Throws only for a configuration that cannot be had. */
  async start(
    { testId, configurationId }: InputOf<'connection.test'>,
    clientId: string,
  ): Promise<ConnectionTest> {
    if (this.#running.has(testId)) {
      throw new AppError(
        'conflict',
        'A test with this id is under way. Start another under its own.',
      );
    }
    const configuration = structuredClone(this.#deps.configurationFor(configurationId));
    const controller = new AbortController();
    this.#running.set(testId, { clientId, controller });
    const log = new ConnectionLog(this.#clock);
    const timers = new RunTimers(configuration, this.#clock, (error) => controller.abort(error));
    try {
      await this.#goThrough(configuration, log, timers, controller.signal);
      return log.allPassed();
    } catch (error) {
      const { aborted, reason } = controller.signal;
      if (aborted && !(reason instanceof AppError)) return log.cancelled();
      return log.failed(aborted ? reason : error);
    } finally {
      timers.stop();
      this.#running.delete(testId);
      // The connection was for this test alone.
      controller.abort();
    }
  }

  /** Cancels a test of this client. One that is over, never was, or is another client's is left alone. */
  cancel(testId: string, clientId: string): void {
    const test = this.#running.get(testId);
    if (test?.clientId === clientId) test.controller.abort();
  }

  /** Cancels every test of a client that is gone; of all clients where none is named. */
  cancelAll(clientId?: string): void {
    for (const test of this.#running.values()) {
      if (clientId === undefined || test.clientId === clientId) test.controller.abort();
    }
  }

  async #goThrough(
    configuration: Configuration,
    log: ConnectionLog,
    timers: RunTimers,
    signal: AbortSignal,
  ): Promise<void> {
    log.urlBuilt(callUrl(configuration, 'generate'));
    const key = await this.#deps.keyFor(configuration);
    if (configuration.authentication === 'key') log.passed('key');
    else log.skipped('key');
    const parts = this.#deps.adapterFor(configuration.provider).generate({
      configuration,
      key,
      messages: [question],
      systemPrompt: configuration.systemPrompt || null,
      signal,
      onConnected: () => timers.connected(),
      trace: {
        onConnecting: () => log.nextBegins(),
        onResolved: (address) => log.passed('resolve', address),
        onAccepted: () => log.passed('connect'),
        onSecured: (protocol) => log.passed('tls', protocol),
        onAnswered() {
          log.passed('authorise');
          log.passed('model', configuration.model);
        },
      },
    });
    // Text, reasoning, or the proper end of an answer that holds neither.
    for await (const _part of abortable(parts, signal)) {
      log.passed('first-token');
      return;
    }
  }
}
