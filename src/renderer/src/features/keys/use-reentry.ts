import { useMemo, useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { byName } from '../configurations/search.ts';

/** Configurations whose stored key cannot be opened any more, in alphabetical order. */
export function useToReenter(): readonly ConfigurationView[] {
  const configurations = useConfigurations((state) => state.configurations);
  return useMemo(
    () => byName(configurations.filter(({ key }) => key.status === 'needs-reentry')),
    [configurations],
  );
}

interface Reentry {
  /** Whose key is next; undefined at the end. */
  readonly current: ConfigurationView | undefined;
  /** From 1. */
  readonly position: number;
  readonly total: number;
  readonly entered: number;
  readonly skipped: number;
  readonly skip: () => void;
}

/** The way through all keys that need re-entry, as they were when it began. */
export function useReentry(): Reentry {
  const toReenter = useToReenter();
  const [ids] = useState(() => toReenter.map(({ id }) => id));
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const waiting = toReenter.filter(({ id }) => ids.includes(id));
  const left = waiting.filter(({ id }) => !skipped.has(id));
  const [current] = left;
  return {
    current,
    position: ids.length - left.length + 1,
    total: ids.length,
    entered: ids.length - waiting.length,
    skipped: waiting.length - left.length,
    skip() {
      if (current !== undefined) setSkipped(new Set([...skipped, current.id]));
    },
  };
}
