import { useEffect, useMemo } from 'react';
import type { AuditRecord } from '#shared/domain/audit.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useMembers } from '../../stores/members.ts';
import { byName } from '../configurations/search.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a record may be about: configurations and members, and those in sight that are gone. */
export function useTargetOptions(records: readonly AuditRecord[]) {
  const configurations = useConfigurations((state) => state.configurations);
  const members = useMemberOptions();
  const present = useMemo(() => byName(configurations).map(optionOf), [configurations]);
  return useMemo(() => {
    const known = new Set([...present, ...members].map(({ value }) => value));
    const targets = records.flatMap(({ target }) => (target === null ? [] : [target]));
    return [
      { group: 'Configurations', items: present },
      { group: 'Members', items: [...members] },
      { group: 'No longer there', items: once(targets.map(optionOf), known) },
    ].filter(({ items }) => items.length > 0);
  }, [present, members, records]);
}

/** Who may have done it: members, those in sight that are gone, and Keywell itself. */
export function useActorOptions(records: readonly AuditRecord[]) {
  const members = useMemberOptions();
  return useMemo(() => {
    const known = new Set(members.map(({ value }) => value));
    const actors = records.map(({ actor }) => ({ value: actor.id, label: actor.member }));
    return [...members, ...once(actors, known)];
  }, [members, records]);
}

function useMemberOptions(): readonly Option[] {
  const members = useMembers((state) => state.members);
  useEffect(() => {
    // Without them, those in sight can still be chosen.
    useMembers
      .getState()
      .load()
      .catch(() => undefined);
  }, []);
  return useMemo(() => members?.map(optionOf) ?? [], [members]);
}

function optionOf({ id, name }: { readonly id: string; readonly name: string }): Option {
  return { value: id, label: name };
}

/** Those not in `known`, each once, under the newest of its names. */
function once(options: readonly Option[], known: ReadonlySet<string>): Option[] {
  const found = new Map<string, Option>();
  for (const option of options) {
    if (!known.has(option.value) && !found.has(option.value)) found.set(option.value, option);
  }
  return [...found.values()];
}
