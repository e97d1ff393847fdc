import type { Configuration } from '#shared/domain/configuration.ts';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import type { Message, RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf } from '#shared/ipc/routes.ts';
import type { ProviderAdapter } from '../providers/adapter.ts';
import type { AdapterFor } from '../providers/adapters.ts';
import type { AnswerSchema } from '../providers/structured-output.ts';
import { type Clock, systemClock } from './clock.ts';
import { ConnectionTests } from './connection-tests.ts';
import type { EndedRun } from './ended-run.ts';
import { Run } from './run.ts';
import { runConfiguration } from './run-configuration.ts';
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

/** What a path of its own may ask of a run beyond a prompt. */
export interface BeyondPrompt {
  /** What the answer is to keep to. */
  readonly responseSchema?: AnswerSchema;
  /**
   * Asked once the run has ended, and been told of: what is to be sent next, with the same configuration as it was, and
   * the same key; null for nothing. That is a run of its own. Must neither throw nor wait.
   *
   * @param stopped the run was cancelled, if perhaps too late: nothing may follow
   */
  readonly next?: (
    run: EndedRun,
    stopped: boolean,
  ) => { readonly runId: string; readonly messages: readonly Message[] } | null;
}

/** What a run and those that follow it have in common. */
interface Plan {
  readonly configuration: Configuration;
  readonly adapter: ProviderAdapter;
  readonly key: string | null;
  readonly systemPrompt: string | null;
  readonly onEnded: (run: EndedRun) => void;
  readonly send: (event: RunEvent) => void;
  readonly beyond: BeyondPrompt;
}

interface Place {
  readonly runId: string;
  readonly clientId: string;
  readonly controller: AbortController;
  /** Lets whoever waits for the end of the run go. */
  readonly letGo: () => void;
  readonly startedAt: Date;
  readonly startedAtMs: number;
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
   * @param send takes the events, where they are not to go to the client as `generation.event`; nor must it
   * @param beyond what is asked of a run beyond a prompt
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
    send: (event: RunEvent) => void = (event) => this.#deps.send(clientId, event),
    beyond: BeyondPrompt = {},
  ): Promise<OutputOf<'generation.start'>> {
    this.#refuseIfInUse(runId);
    // Taken before the key is read, so that a cancel in between is not lost.
    const place = this.#takePlace(runId, clientId);
    try {
      const configured = this.#deps.configurationFor(configurationId);
      const configuration = structuredClone(withParameters(configured, parameters));
      // An empty one is an explicit "none".
      const systemPrompt = (given ?? configuration.systemPrompt) || null;
      const adapter = this.#deps.adapterFor(configuration.provider);
      const key = await this.#keyFor(configuration);
      const plan = { configuration, adapter, key, systemPrompt, onEnded, send, beyond };
      this.#carryOut(plan, place, messages);
      return { runId, configuration: runConfiguration(configuration) };
    } catch (error) {
      this.#leave(place);
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

  #takePlace(runId: string, clientId: string): Place {
    const { promise: ended, resolve: letGo } = Promise.withResolvers<void>();
    const controller = new AbortController();
    this.#runs.set(runId, { clientId, controller, ended });
    const [startedAt, startedAtMs] = [this.#clock.date(), this.#clock.now()];
    return { runId, clientId, controller, letGo, startedAt, startedAtMs };
  }

  #leave({ runId, letGo }: Place): void {
    this.#runs.delete(runId);
    letGo();
  }

  /** Sends a run on its way, and when it has ended the one that is to follow. The key is kept until then. */
  #carryOut(plan: Plan, place: Place, messages: readonly Message[]): void {
    const { configuration, adapter, key, systemPrompt, onEnded, send, beyond } = plan;
    const { runId, clientId, controller, letGo, startedAt, startedAtMs } = place;
    const transcript = new Transcript();
    const run = new Run({
      runId,
      configuration,
      messages,
      systemPrompt,
      responseSchema: beyond.responseSchema,
      adapter,
      controller,
      clock: this.#clock,
      startedAt,
      startedAtMs,
      send: (event) => {
        transcript.add(event);
        const end = event.type === 'done' || event.type === 'failed' ? event : null;
        if (end !== null) this.#runs.delete(runId);
        send(event);
        if (end === null) return;
        const { answer, reasoning } = transcript;
        const snapshot = runConfiguration(configuration);
        const ended = { configuration: snapshot, messages, systemPrompt, answer, reasoning, end };
        onEnded(ended);
        const next = beyond.next?.(ended, controller.signal.aborted || this.#closed) ?? null;
        if (next !== null) {
          this.#carryOut(plan, this.#takePlace(next.runId, clientId), next.messages);
        }
        letGo();
      },
    });
    void run.carryOut(key);
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
