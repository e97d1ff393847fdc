import type { AppCommand } from '../domain/app-command.ts';
import type { CellRunEvent, ComparisonProgress } from '../domain/comparison.ts';
import type { ConfigurationsChange } from '../domain/configuration.ts';
import type { LocalModelsChange } from '../domain/local-server.ts';
import type { Actor, Member } from '../domain/member.ts';
import type { PullJob, PullProgress } from '../domain/pull-job.ts';
import type { RunEvent } from '../domain/run.ts';
import type { Settings } from '../domain/settings.ts';
import type { VaultStatus } from '../domain/vault.ts';
import type { DraftEvent } from '../domain/workflow-draft.ts';

/** What main announces, by name. Events say what happened and never give orders. */
export interface EventMap {
  'configurations.changed': ConfigurationsChange;
  'vault.changed': VaultStatus;
  'settings.changed': Settings;
  /** Members changed, or another one acts. */
  'members.changed': { readonly members: readonly Member[]; readonly actor: Actor };
  /** The audit log has grown. */
  'audit.appended': { readonly seq: number };
  /** Runs have been added to the ledger. */
  'usage.changed': null;
  /** Conversations were added to the history, or deleted from it. */
  'history.changed': null;
  /** Comparisons were added, ended, renamed, voted on or deleted. */
  'comparisons.changed': null;
  /** The registry, which could not be read before, is open: everything is to be asked for anew. */
  'app.reopened': null;
  /** The person chose something outside the page. Sent only to the window it was chosen for. */
  'app.command': AppCommand;
  /** Sent only to clients that watch the server, and only when something differs. */
  'localModels.changed': LocalModelsChange;
  /** Pulls were added, went over into another state, or were taken off: all there are, newest first. */
  'localModels.pullsChanged': { readonly pulls: readonly PullJob[] };
  /** Of the pulls that have come further since the last time, some five times a second at most. */
  'localModels.pullProgress': { readonly pulls: readonly PullProgress[] };
  /** Sent only to the client that started the run. */
  'generation.event': RunEvent;
  /** Sent only to the client that started, resumed or retried what runs. */
  'comparisons.event': CellRunEvent;
  /** Sent to the same client as `comparisons.event`. */
  'comparisons.progress': ComparisonProgress;
  /** Workflows were saved, renamed or deleted. */
  'workflows.changed': null;
  /** Sent only to the client that started the draft. */
  'workflows.draftEvent': DraftEvent;
}

export type EventName = keyof EventMap;

/** The same names at run time, for hosts that must tell an event from noise. */
export const eventNames: readonly EventName[] = Object.keys({
  'configurations.changed': true,
  'vault.changed': true,
  'settings.changed': true,
  'members.changed': true,
  'audit.appended': true,
  'usage.changed': true,
  'history.changed': true,
  'comparisons.changed': true,
  'app.reopened': true,
  'app.command': true,
  'localModels.changed': true,
  'localModels.pullsChanged': true,
  'localModels.pullProgress': true,
  'generation.event': true,
  'comparisons.event': true,
  'comparisons.progress': true,
  'workflows.changed': true,
  'workflows.draftEvent': true,
} satisfies Record<EventName, true>) as EventName[];
