import { useEffect, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { UsageEntry, UsageRange, UsageReport } from '#shared/domain/usage.ts';
import { on, request, sentenceOf } from '../api/client.ts';

interface UsageState {
  /** Null until the first answer. */
  readonly report: UsageReport | null;
  /** The runs themselves, newest first. */
  readonly entries: readonly UsageEntry[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly busy: boolean;
  /** Why the last request failed, as a sentence. */
  readonly failure: string | null;
  show(range: UsageRange): Promise<void>;
  showOlder(): Promise<void>;
}

const pageSize = 50;
/** As many at once as main gives. */
const mostAtOnce = 500;

/** What was used in a stretch of time, kept up to date while a part of the window shows it. */
export function useUsage(range: UsageRange): UsageState {
  const [store] = useState(createUsage);
  useEffect(() => {
    void store.getState().show(range);
    return on('usage.changed', () => void store.getState().show(range));
  }, [store, range]);
  return useStore(store);
}

function createUsage(): StoreApi<UsageState> {
  let shown: UsageRange = { from: null, to: null };
  /** Grows with every question: an answer that was overtaken by another question is dropped. */
  let asking = 0;

  return createStore<UsageState>()((set, get) => {
    async function ask(answer: () => Promise<Partial<UsageState>>): Promise<void> {
      asking += 1;
      const asked = asking;
      set({ busy: true });
      try {
        const changed = await answer();
        if (asked === asking) set({ ...changed, busy: false, failure: null });
      } catch (error) {
        if (asked === asking) set({ busy: false, failure: sentenceOf(error) });
      }
    }

    return {
      report: null,
      entries: [],
      more: false,
      busy: false,
      failure: null,
      async show(range) {
        const listed = range === shown ? get().entries.length : 0;
        shown = range;
        const limit = Math.min(Math.max(listed, pageSize), mostAtOnce);
        await ask(async () => {
          const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
          const [report, page] = await Promise.all([
            request('usage.totals', { range, timeZone }),
            request('usage.list', { range, beforeSeq: null, limit }),
          ]);
          return { report, ...page };
        });
      },
      async showOlder() {
        const { entries, more, busy } = get();
        const oldest = entries.at(-1);
        if (oldest === undefined || !more || busy) return;
        await ask(async () => {
          const page = { range: shown, beforeSeq: oldest.seq, limit: pageSize };
          const older = await request('usage.list', page);
          return { entries: [...entries, ...older.entries], more: older.more };
        });
      },
    };
  });
}
