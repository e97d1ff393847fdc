import {
  type ConnectionStep,
  type ConnectionStepName,
  type ConnectionTest,
  connectionSteps,
} from '#shared/domain/connection-test.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import { AppError, type ErrorShape } from '#shared/errors.ts';
import type { Clock } from './clock.ts';

/** Writes down how far a connection test has come. */
export class ConnectionLog {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #startedAt: number;
  readonly #steps = new Map<ConnectionStepName, ConnectionStep>();
  #lastAt: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#lastAt = this.#startedAt;
  }

  /** What the URL holds already need not be found out on the way. */
  urlBuilt(url: string): void {
    this.passed('url', url);
    const { protocol, hostname } = new URL(url);
    const simulated = isSimulatedUrl(url);
    if (simulated || isAddress(hostname)) this.skipped('resolve');
    if (simulated) this.skipped('connect');
    if (simulated || protocol === 'http:') this.skipped('tls');
  }

  passed(name: ConnectionStepName, detail: string | null = null): void {
    this.#note(name, 'passed', detail);
  }

  /** What has gone by since the last step was preparation, and no part of the next. */
  nextBegins(): void {
    this.#lastAt = this.#clock.now();
  }

  /** The step does not apply. */
  skipped(name: ConnectionStepName): void {
    this.#note(name, 'skipped', null);
  }

  /** The answer of a test that came as far as the first token. */
  allPassed(): ConnectionTest {
    return this.#result('passed', null);
  }

  cancelled(): ConnectionTest {
    return this.#result('cancelled', null);
  }

  /** The answer of a test that `error` ended. */
  failed(error: unknown): ConnectionTest {
    const shape: ErrorShape =
      error instanceof AppError
        ? error.toShape()
        : {
            code: 'internal',
            message: 'The test failed for a reason Keywell does not know. Try again.',
          };
    const step = this.#failingStep(shape);
    // The provider has looked at the key before it says any of this.
    if (step === 'model' || knowsTheKey.includes(shape.code)) this.passed('authorise');
    if (knowsTheModel.includes(shape.code)) this.passed('model');
    this.#note(step, 'failed', null);
    return this.#result('failed', {
      code: shape.code,
      message: shape.message,
      details: shape.data?.details ?? null,
    });
  }

  #failingStep({ code }: ErrorShape): ConnectionStepName {
    const before = this.#firstMissing(['url', 'key']);
    if (before !== 'first-token') return before;
    switch (code) {
      case 'unreachable':
      case 'certificate':
      case 'timeout-connect':
        return this.#firstMissing(['resolve', 'connect', 'tls', 'authorise']);
      case 'key-rejected':
      case 'key-absent':
        return 'authorise';
      case 'model-unknown':
        return 'model';
      default:
        return 'first-token';
    }
  }

  #firstMissing(names: readonly ConnectionStepName[]): ConnectionStepName {
    return names.find((name) => !this.#steps.has(name)) ?? 'first-token';
  }

  #note(name: ConnectionStepName, outcome: ConnectionStep['outcome'], detail: string | null): void {
    if (this.#steps.has(name)) return;
    const now = this.#clock.now();
    const ms = outcome === 'skipped' ? null : now - this.#lastAt;
    if (outcome !== 'skipped') this.#lastAt = now;
    this.#steps.set(name, { name, outcome, ms, detail });
  }

  #result(outcome: ConnectionTest['outcome'], error: ConnectionTest['error']): ConnectionTest {
    const unknown = (name: ConnectionStepName): ConnectionStep => ({
      name,
      outcome: 'unknown',
      ms: null,
      detail: null,
    });
    return {
      steps: connectionSteps.map((name) => this.#steps.get(name) ?? unknown(name)),
      outcome,
      error,
      totalMs: this.#clock.now() - this.#startedAt,
    };
  }
}

function isAddress(hostname: string): boolean {
  return /^\[|^\d+(?:\.\d+){3}$/.test(hostname);
}

const knowsTheModel: readonly string[] = [
  'parameter-not-supported',
  'context-too-long',
  'content-blocked',
];
const knowsTheKey: readonly string[] = [...knowsTheModel, 'quota-exceeded'];
