import { useEffect, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { on, request, sentenceOf } from '../api/client.ts';

interface HistoryState {
  /** Newest first; null until the first answer. */
  readonly conversations: readonly ConversationSummary[] | null;
  /** Whether there are older ones. */
  readonly more: boolean;
  /** What a person should know of how this is kept, as a sentence. */
  readonly notice: string | null;
  readonly busy: boolean;
  /** Why the last request failed, as a sentence. */
  readonly failure: string | null;
  /** Lists the conversations that hold these words; all for none. */
  search(text: string): Promise<void>;
  showOlder(): Promise<void>;
  /** Asks again for what is listed. */
  refresh(): Promise<void>;
}

const pageSize = 30;
/** As many at once as main gives. */
const mostAtOnce = 100;

/** The acting member's history, while a part of the window shows it. Ask only with `generate`. */
export function useHistory(): HistoryState {
  const [store] = useState(createHistory);
  useEffect(() => {
    void store.getState().refresh();
    return on('history.changed', () => void store.getState().refresh());
  }, [store]);
  return useStore(store);
}

function createHistory(): StoreApi<HistoryState> {
  let text = '';
  /** Grows with every question: an answer that was overtaken by another question is dropped. */
  let asking = 0;

  return createStore<HistoryState>()((set, get) => {
    async function ask(
      page: { readonly beforeSeq: number | null; readonly limit: number },
      before: readonly ConversationSummary[],
    ): Promise<void> {
      asking += 1;
      const asked = asking;
      set({ busy: true });
      try {
        const answer = await request('history.list', { text, ...page });
        if (asked !== asking) return;
        const conversations = [...before, ...answer.conversations];
        set({ ...answer, conversations, busy: false, failure: null });
      } catch (error) {
        if (asked === asking) set({ busy: false, failure: sentenceOf(error) });
      }
    }

    return {
      conversations: null,
      more: false,
      notice: null,
      busy: false,
      failure: null,
      async search(wanted) {
        text = wanted;
        await ask({ beforeSeq: null, limit: pageSize }, []);
      },
      async showOlder() {
        const { conversations, more, busy } = get();
        const oldest = conversations?.at(-1);
        if (oldest === undefined || !more || busy) return;
        await ask({ beforeSeq: oldest.seq, limit: pageSize }, conversations ?? []);
      },
      async refresh() {
        const listed = get().conversations?.length ?? 0;
        const limit = Math.min(Math.max(listed, pageSize), mostAtOnce);
        await ask({ beforeSeq: null, limit }, []);
      },
    };
  });
}
