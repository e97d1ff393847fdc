import type { EventSink } from './events.ts';
import { RunHistory } from './history/run-history.ts';
import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import type { Machine } from './machine.ts';
import type { Registry } from './registry/registry.ts';
import { Database } from './storage/database.ts';
import { databaseFile } from './storage/database-file.ts';
import { RunRecords } from './usage/run-records.ts';
import { UsageLedger } from './usage/usage-ledger.ts';
import { SavedWorkflows } from './workflows/saved-workflows.ts';

interface RecordParts {
  readonly machine: Machine;
  readonly dataFolder: string;
  readonly registry: Registry;
  readonly events: EventSink;
  readonly log: Log;
}

/** What is written down of runs. The file it is kept in is not opened before it is needed. */
export function composeRecords({ machine, dataFolder, registry, events, log }: RecordParts) {
  const database = new Database({ file: databaseFile(dataFolder), now: machine.now });
  const history = new RunHistory(database);
  const records = new RunRecords({
    database,
    keepsHistory: () => registry.settings().keepHistory,
    onRecorded(path) {
      events.broadcast('usage.changed', null);
      if (path === 'generate') events.broadcast('history.changed', null);
    },
    onFailure: (error) => log.warn('A run could not be written down.', { ...whereabouts(error) }),
  });
  const workflows = new SavedWorkflows({ database, now: machine.now });
  /** Whoever is a member no more leaves no texts behind that nobody else may see. */
  function forgetMember(id: string): void {
    try {
      history.deleteAll(id);
      workflows.deleteAll(id);
    } catch (error) {
      log.warn('The texts of a member could not be deleted.', { ...whereabouts(error) });
    }
  }

  return { database, ledger: new UsageLedger(database), history, records, workflows, forgetMember };
}
