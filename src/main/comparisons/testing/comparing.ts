import { randomUUID } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import type { ComparisonProgress, ComparisonState } from '#shared/domain/comparison.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import type { EventMap, EventName } from '#shared/ipc/events.ts';
import type { InputOf, OutputOf, RequestContext } from '#shared/ipc/routes.ts';
import { systemClock } from '../../generation/clock.ts';
import { Generation } from '../../generation/generation.ts';
import { createAdapters } from '../../providers/adapters.ts';
import { testConfiguration } from '../../providers/test-configuration.ts';
import { Database } from '../../storage/database.ts';
import { inMemory } from '../../storage/database-file.ts';
import { openRecords } from '../../usage/testing/records.ts';
import { ComparisonRecords } from '../comparison-records.ts';
import { Comparisons } from '../comparisons.ts';

/** The end of what is waited for in these tests, where many run on one machine. */
const patience = { timeout: 20_000, interval: 2 };

export const everyPrompt = { fromPrompt: 0, limit: 100 };

/** Prompts as they are asked, each of its own text. */
export function prompts(...texts: readonly string[]) {
  return texts.map((prompt) => ({ prompt, systemPrompt: null, id: null }));
}

/** Ada, at a window of hers. */
export function ada(clientId = 'window-1'): RequestContext {
  return { clientId, actor: { id: 'ada', name: 'Ada', roles: ['member'], permissions: [] } };
}

/** Comparisons over configurations that the test makes, whose runs really go to where those say. */
export class Comparing {
  readonly configurations = new Map<string, Configuration>();
  /** Every event that was sent, to whom. */
  readonly sent: { readonly clientId: string; readonly event: EventName; payload: unknown }[] = [];
  readonly broadcast: EventName[] = [];
  readonly unexpected: unknown[] = [];
  /** Why nothing may run. */
  hindrance: string | null = null;
  readonly recorded = openRecords();
  readonly generation: Generation;
  readonly comparisons: Comparisons;

  constructor(clock = systemClock) {
    this.generation = new Generation({
      configurationFor: (id) => {
        const found = this.configurations.get(id ?? '');
        if (found === undefined) throw new AppError('not-found', 'There is no such configuration.');
        return found;
      },
      readKey: async () => 'canary-of-the-comparison-000000',
      adapterFor: createAdapters({ simulatedFetch: () => Promise.reject(new Error('Not here.')) }),
      send: () => this.unexpected.push(new Error('An event of a cell went elsewhere.')),
      clock,
    });
    this.comparisons = this.over(clock);
    onTestFinished(async () => {
      this.comparisons.close();
      await this.generation.cancelAll();
    });
  }

  /** Comparisons as they are after a start, over what was written down before. */
  over(clock = systemClock): Comparisons {
    const { database, records, heard } = this.recorded;
    return new Comparisons({
      records: new ComparisonRecords({
        file: database,
        session: new Database({ file: inMemory, now: () => new Date() }),
        records,
        keepsHistory: () => heard.keepsHistory,
        now: () => clock.date(),
        onFailure: (error) => this.unexpected.push(error),
      }),
      generation: this.generation,
      configurationNow: (id) => this.configurations.get(id) ?? null,
      hindrance: () => this.hindrance,
      events: {
        broadcast: (event) => this.broadcast.push(event),
        send: <E extends EventName>(clientId: string, event: E, payload: EventMap[E]) =>
          this.sent.push({ clientId, event, payload }),
      },
      clock,
      newId: randomUUID,
      onUnexpected: (error) => this.unexpected.push(error),
    });
  }

  /** A configuration that needs no key; gives its id. */
  configuration(name: string, fields: Parameters<typeof testConfiguration>[0]): string {
    const made = testConfiguration({ authentication: 'none', ...fields });
    const id = randomUUID();
    this.configurations.set(id, { ...made, name, id });
    return id;
  }

  /** Edits a configuration, as the form does. */
  edit(id: string, changes: Partial<Configuration>): void {
    const before = this.configurations.get(id);
    if (before === undefined) throw new Error('There is no such configuration.');
    this.configurations.set(id, { ...before, ...changes, revision: before.revision + 1 });
  }

  /** Starts a comparison of these configurations, with one prompt unless others are given; gives its id. */
  start(
    configurationIds: readonly string[],
    given: Partial<InputOf<'comparisons.start'>> = {},
  ): string {
    const id = randomUUID();
    this.comparisons.start(
      {
        id,
        name: null,
        prompts: prompts('How deep is the well?'),
        systemPrompt: null,
        columns: configurationIds.map((configurationId) => ({ configurationId })),
        repeats: 1,
        order: 'parallel',
        ...given,
      },
      ada(),
    );
    return id;
  }

  get(id: string, range = everyPrompt): OutputOf<'comparisons.get'> {
    return this.comparisons.get({ id, ...range }, ada());
  }

  /** The cells of a comparison, in the order of its prompts and columns. */
  cells(id: string) {
    return this.get(id).prompts.flatMap(({ cells }) => cells);
  }

  /** Waits until it is in this state, and gives it. */
  async reached(id: string, state: ComparisonState) {
    await vi.waitFor(() => {
      if (this.get(id, { fromPrompt: 0, limit: 0 }).comparison.state !== state) {
        throw new Error(`It has not become ${state}.`);
      }
    }, patience);
    return this.get(id);
  }

  /** Waits until a cell is in this state. */
  async cellReached(
    id: string,
    [prompt, column, repeat]: readonly [number, number, number],
    state: string,
  ) {
    return vi.waitFor(() => {
      const found = this.cells(id).find(
        (cell) => cell.prompt === prompt && cell.column === column && cell.repeat === repeat,
      );
      if (found?.state !== state) throw new Error(`The cell is ${found?.state}, not ${state}.`);
      return found;
    }, patience);
  }

  /** The reports of how a comparison came on, in order. */
  progress(id: string): readonly ComparisonProgress[] {
    return this.sent.flatMap(({ event, payload }) =>
      event === 'comparisons.progress' && isAbout(payload, id) ? [payload] : [],
    );
  }
}

function isAbout(payload: unknown, id: string): payload is ComparisonProgress {
  return Object(payload).comparisonId === id;
}
