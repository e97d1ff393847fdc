import { useEffect, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { AuditFilter, AuditRecord } from '#shared/domain/audit.ts';
import { on, request, sentenceOf } from '../api/client.ts';

/** Lets every record pass. */
export const everything: AuditFilter = {
  targetId: null,
  memberId: null,
  action: null,
  from: null,
  to: null,
};

/** Which part of the log is looked at. */
export interface AuditSelection {
  readonly filter: AuditFilter;
  /** Only entries before this one, in whose midst the reading begins; null: from the newest on. */
  readonly beforeSeq: number | null;
}

interface AuditRecordsState {
  /** Newest first; null until the first answer. */
  readonly records: readonly AuditRecord[] | null;
  /** Whether there are older ones. */
  readonly more: boolean;
  /** How many newer ones are held back, so that nothing moves under the eye. */
  readonly waiting: number;
  readonly busy: boolean;
  /** Why the last request failed, as a sentence. */
  readonly failure: string | null;
  show(selection: AuditSelection): Promise<void>;
  showOlder(): Promise<void>;
  /** Brings records in sight up to date, and counts those that have come since. */
  lookForNewer(): Promise<void>;
}

const pageSize = 100;

/** Newer records are counted up to here; more than that are "many". */
export const mostWaiting = 50;

/**
 * The part of the audit log that one place of the window shows, while it does; ask only with `audit:read`, since a
 * refusal is itself put on record.
 */
export function useAuditRecords(selection: AuditSelection): AuditRecordsState {
  const [store] = useState(createAuditRecords);
  useEffect(() => {
    void store.getState().show(selection);
  }, [store, selection]);
  useEffect(() => on('audit.appended', () => void store.getState().lookForNewer()), [store]);
  return useStore(store);
}

function createAuditRecords(): StoreApi<AuditRecordsState> {
  let current: AuditSelection = { filter: everything, beforeSeq: null };
  /** Grows with every selection: what was asked for another one is dropped. */
  let asking = 0;
  let looking = false;
  let lookAgain = false;

  return createStore<AuditRecordsState>()((set, get) => {
    const isStale = (asked: number) => asked !== asking;

    async function countNewer(): Promise<void> {
      const asked = asking;
      const { filter } = current;
      const head = await request('audit.list', { filter, beforeSeq: null, limit: mostWaiting });
      const { records } = get();
      if (isStale(asked) || records === null) return;
      const newest = records[0]?.seq ?? 0;
      const known = new Map(head.records.map((one) => [one.seq, one]));
      set({
        records: records.map((one) => known.get(one.seq) ?? one),
        waiting: head.records.filter(({ seq }) => seq > newest).length,
      });
    }

    return {
      records: null,
      more: false,
      waiting: 0,
      busy: false,
      failure: null,
      async show(selection) {
        current = selection;
        asking += 1;
        const asked = asking;
        set({ busy: true, failure: null });
        try {
          const page = await request('audit.list', { ...selection, limit: pageSize });
          if (!isStale(asked)) set({ ...page, busy: false, waiting: 0 });
        } catch (error) {
          if (!isStale(asked)) set({ busy: false, failure: sentenceOf(error) });
        }
      },
      async showOlder() {
        const { records, more, busy } = get();
        const oldest = records?.at(-1);
        if (oldest === undefined || !more || busy) return;
        const asked = asking;
        set({ busy: true, failure: null });
        try {
          const page = await request('audit.list', {
            filter: current.filter,
            beforeSeq: oldest.seq,
            limit: pageSize,
          });
          if (isStale(asked)) return;
          set({ records: [...(get().records ?? []), ...page.records], more: page.more });
        } catch (error) {
          if (!isStale(asked)) set({ failure: sentenceOf(error) });
        } finally {
          if (!isStale(asked)) set({ busy: false });
        }
      },
      async lookForNewer() {
        if (current.beforeSeq !== null) return;
        lookAgain = true;
        if (looking) return;
        looking = true;
        try {
          while (lookAgain) {
            lookAgain = false;
            await countNewer();
          }
        } catch {
          // Nothing is lost: the next entry announces itself again.
        } finally {
          looking = false;
        }
      },
    };
  });
}
