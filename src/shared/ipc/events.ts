import type { ConfigurationsChange } from '../domain/configuration.ts';
import type { Actor, Member } from '../domain/member.ts';
import type { RunEvent } from '../domain/run.ts';
import type { Settings } from '../domain/settings.ts';
import type { VaultStatus } from '../domain/vault.ts';

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
  /** The registry, which could not be read before, is open: everything is to be asked for anew. */
  'app.reopened': null;
  /** Sent only to the client that started the run. */
  'generation.event': RunEvent;
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
  'app.reopened': true,
  'generation.event': true,
} satisfies Record<EventName, true>) as EventName[];
