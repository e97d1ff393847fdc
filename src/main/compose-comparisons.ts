import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Access } from './access/access.ts';
import { ComparisonRecords } from './comparisons/comparison-records.ts';
import { Comparisons } from './comparisons/comparisons.ts';
import type { EventSink } from './events.ts';
import { systemClock } from './generation/clock.ts';
import type { Generation } from './generation/generation.ts';
import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import type { Machine } from './machine.ts';
import type { Registry } from './registry/registry.ts';
import { Database } from './storage/database.ts';
import { inMemory } from './storage/database-file.ts';
import type { RunRecords } from './usage/run-records.ts';

interface ComparisonParts {
  readonly machine: Machine;
  readonly database: Database;
  readonly records: RunRecords;
  readonly generation: Generation;
  readonly registry: Registry;
  readonly access: Access;
  readonly events: EventSink;
  readonly log: Log;
}

/** What puts prompts to several configurations side by side. */
export function composeComparisons(parts: ComparisonParts): Comparisons {
  const { machine, database, records, generation, registry, access, events, log } = parts;
  return new Comparisons({
    records: new ComparisonRecords({
      file: database,
      session: new Database({ file: inMemory, now: machine.now }),
      records,
      keepsHistory: () => registry.settings().keepHistory,
      now: machine.now,
      onFailure: (error) =>
        log.warn('What a comparison has come to could not be written down, or deleted.', {
          ...whereabouts(error),
        }),
    }),
    generation,
    configurationNow: (id) => registry.list().find((one) => one.id === id) ?? null,
    hindrance: (memberId) => hindranceOf(memberId, access),
    events,
    clock: systemClock,
    newId: randomUUID,
    onUnexpected: (error) =>
      log.error('A run of a comparison could not be started.', { ...whereabouts(error) }),
  });
}

/** A comparison may take hours. Each of its runs needs what it needed to begin: that the member acts, and may. */
function hindranceOf(memberId: string, access: Access): string | null {
  const actor = access.actor();
  if (actor.id !== memberId) {
    return 'Another member acts now. Resume it once the one who started it acts again.';
  }
  try {
    access.authorise(actor, 'generate');
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
