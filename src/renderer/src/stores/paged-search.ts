import { createStore, type StoreApi } from 'zustand';
import { sentenceOf } from '../api/client.ts';

export interface PagedSearch<Item> {
  /** Newest first; null until the first answer. */
  readonly items: readonly Item[] | null;
  /** Whether there are older ones. */
  readonly more: boolean;
  /** What a person should know of how this is kept, as a sentence. */
  readonly notice: string | null;
  readonly busy: boolean;
  /** Why the last request failed, as a sentence. */
  readonly failure: string | null;
  /** Lists those that hold these words; all for none. */
  search(text: string): Promise<void>;
  showOlder(): Promise<void>;
  /** Asks again for what is listed. */
  refresh(): Promise<void>;
}

interface Page {
  readonly text: string;
  readonly beforeSeq: number | null;
  readonly limit: number;
}

const pageSize = 30;
/** As many at once as main gives. */
const mostAtOnce = 100;

/** What main keeps of the acting member's, searched and given in pages. */
export function createPagedSearch<Item extends { readonly seq: number }>(
  list: (
    page: Page,
  ) => Promise<Pick<PagedSearch<Item>, 'more' | 'notice'> & { items: readonly Item[] }>,
): StoreApi<PagedSearch<Item>> {
  let text = '';
  /** Grows with every question: an answer that was overtaken by another question is dropped. */
  let asking = 0;

  return createStore<PagedSearch<Item>>()((set, get) => {
    async function ask(page: Omit<Page, 'text'>, before: readonly Item[]): Promise<void> {
      asking += 1;
      const asked = asking;
      set({ busy: true });
      try {
        const answer = await list({ text, ...page });
        if (asked !== asking) return;
        set({ ...answer, items: [...before, ...answer.items], busy: false, failure: null });
      } catch (error) {
        if (asked === asking) set({ busy: false, failure: sentenceOf(error) });
      }
    }

    return {
      items: null,
      more: false,
      notice: null,
      busy: false,
      failure: null,
      async search(wanted) {
        text = wanted;
        await ask({ beforeSeq: null, limit: pageSize }, []);
      },
      async showOlder() {
        const { items, more, busy } = get();
        const oldest = items?.at(-1);
        if (oldest === undefined || !more || busy) return;
        await ask({ beforeSeq: oldest.seq, limit: pageSize }, items ?? []);
      },
      async refresh() {
        const listed = get().items?.length ?? 0;
        const limit = Math.min(Math.max(listed, pageSize), mostAtOnce);
        await ask({ beforeSeq: null, limit }, []);
      },
    };
  });
}
