import type { Configuration } from '#shared/domain/configuration.ts';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf } from '#shared/ipc/routes.ts';
import type { AdapterFor } from '../providers/adapters.ts';
import { type Clock, systemClock } from './clock.ts';
import { ConnectionTests } from './connection-tests.ts';
import type { EndedRun } from './ended-run.ts';
import { Run } from './run.ts';
import { Transcript } from './transcript.ts';
import { withParameters } from './with-parameters.ts';

interface GenerationDependencies {
  /** The configuration named, or the effective default for null. Throws `no-configuration` or `not-found`. */
  readonly configurationFor: (id: string | null) => Configuration;
  /** Reads the key from the vault for one run. Throws the vault's errors. */
  readonly readKey: (configuration: Configuration) => Promise<string | null>;
  readonly adapterFor: AdapterFor;
  /** Never throws and never waits. */
  readonly send: (clientId: string, event: RunEvent) => void;
  readonly clock?: Clock;
}

interface ActiveRun {
  readonly clientId: string;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Starts runs and ends them. A run keeps the configuration and the key it started with, whatever becomes of either. */
export class Generation {
  readonly #deps: GenerationDependencies;
  readonly #clock: Clock;
  readonly #runs = new Map<string, ActiveRun>();
  readonly #tests: ConnectionTests;
  #closed = false;

  constructor(deps: GenerationDependencies) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    this.#tests = new ConnectionTests({
      configurationFor: deps.configurationFor,
      keyFor: (configuration) => this.#keyFor(configuration),
      adapterFor: deps.adapterFor,
      clock: this.#clock,
    });
  }

  /**
   * Starts a run and answers once it is under way; the rest comes as events to `clientId`. What stands in its way
   * before that is thrown: no configuration, no key, a vault that cannot be read, an id in use, a
   * parameter out of range.
   *
   * @param onEnded called once, right after the last event; must neither throw nor wait
   */
  async start(
    {
      runId,
      configurationId,
      messages,
      systemPrompt: given,
      parameters = {},
    }: InputOf<'generation.start'>,
    clientId: string,
    onEnded: (run: EndedRun) => void = () => undefined,
  ): Promise<OutputOf<'generation.start'>> {
    const startedAt = this.#clock.date();
    const startedAtMs = this.#clock.now();
    this.#refuseIfInUse(runId);
    const { promise: ended, resolve: letGo } = Promise.withResolvers<void>();
    const controller = new AbortController();
    // Taken before the key is read, so that a cancel in between is not lost.
    this.#runs.set(runId, { clientId, controller, ended });
    try {
      const configured = this.#deps.configurationFor(configurationId);
      const configuration = structuredClone(withParameters(configured, parameters));
      const snapshot = runConfiguration(configuration);
      // An empty one is an explicit "none".
      const systemPrompt = (given ?? configuration.systemPrompt) || null;
      const transcript = new Transcript();
      const run = new Run({
        runId,
        configuration,
        messages,
        systemPrompt,
        adapter: this.#deps.adapterFor(configuration.provider),
        controller,
        clock: this.#clock,
        startedAt,
        startedAtMs,
        send: (event) => {
          transcript.add(event);
          const end = event.type === 'done' || event.type === 'failed' ? event : null;
          if (end !== null) this.#runs.delete(runId);
          this.#deps.send(clientId, event);
          if (end === null) return;
          const { answer, reasoning } = transcript;
          onEnded({ configuration: snapshot, messages, systemPrompt, answer, reasoning, end });
          letGo();
        },
      });
      void run.carryOut(await this.#keyFor(configuration));
      return { runId, configuration: snapshot };
    } catch (error) {
      this.#runs.delete(runId);
      letGo();
      throw error;
    }
  }

  /** Cancels a run of this client. One that has ended, never was, or is another client's is left alone. */
  cancel(runId: string, clientId: string): void {
    const run = this.#runs.get(runId);
    if (run?.clientId === clientId) run.controller.abort();
  }

  /** Goes a run's way as far as the first token, and answers how far it came. Throws what `start` throws, but for the key. */
  test(input: InputOf<'connection.test'>, clientId: string): Promise<ConnectionTest> {
    this.#refuseIfClosed();
    return this.#tests.start(input, clientId);
  }

  /** Cancels a test of this client, as `cancel` does a run. */
  cancelTest(testId: string, clientId: string): void {
    this.#tests.cancel(testId, clientId);
  }

  /** Cancels every run and test of a client that is gone. */
  cancelClient(clientId: string): void {
    this.#tests.cancelAll(clientId);
    for (const run of this.#runs.values()) {
      if (run.clientId === clientId) run.controller.abort();
    }
  }

  /** Cancels every run, resolves when all have ended, and lets no other start. */
  async cancelAll(): Promise<void> {
    this.#closed = true;
    this.#tests.cancelAll();
    const runs = [...this.#runs.values()];
    for (const { controller } of runs) controller.abort();
    await Promise.all(runs.map(({ ended }) => ended));
  }

  #refuseIfClosed(): void {
    if (this.#closed) {
      throw new AppError('closing', 'Keywell is closing. Start it again to run a prompt.');
    }
  }

  #refuseIfInUse(runId: string): void {
    this.#refuseIfClosed();
    if (this.#runs.has(runId)) {
      throw new AppError(
        'conflict',
        'A run with this id is under way. Start another under its own.',
      );
    }
  }

  async #keyFor(configuration: Configuration): Promise<string | null> {
    if (configuration.authentication === 'none') return null;
    const key = await this.#deps.readKey(configuration);
    if (key !== null) return key;
    throw new AppError(
      'key-absent',
      `"${configuration.name}" has no key yet. Set one under Configurations, then run again.`,
    );
  }
}

function runConfiguration({ id, name, provider, model, baseUrl }: Configuration) {
  return { id, name, provider, model, simulated: isSimulatedUrl(baseUrl) };
}
