import { create } from 'zustand';
import type { LocalServer, ServerAddress } from '#shared/domain/local-server.ts';
import type { PullJob } from '#shared/domain/pull-job.ts';
import { on, request } from '../api/client.ts';

interface PullsState {
  /** Newest first, those of earlier starts included. Null until main has answered. */
  readonly pulls: readonly PullJob[] | null;
  load(): Promise<void>;
  pull(address: ServerAddress, name: string, insecure: boolean): Promise<PullJob>;
  cancel(id: string): Promise<void>;
  /** Goes on from where it broke off. */
  resume(id: string): Promise<void>;
  dismiss(id: string): Promise<void>;
}

/** A projection of main's pulls: every action asks main, and what changed comes back as an event. */
export const usePulls = create<PullsState>()((set, get) => {
  let changes = 0;
  on('localModels.pullsChanged', ({ pulls }) => {
    changes += 1;
    set({ pulls });
  });
  on('localModels.pullProgress', ({ pulls: further }) => {
    const progress = new Map(further.map((one) => [one.id, one]));
    set({
      pulls:
        get().pulls?.map((job) => {
          const news = progress.get(job.id);
          return news === undefined ? job : { ...job, ...news };
        }) ?? null,
    });
  });

  return {
    pulls: null,
    async load() {
      // An answer that a change has overtaken would undo it.
      const seen = changes;
      const { pulls } = await request('localModels.pulls', {});
      if (seen === changes) set({ pulls });
    },
    pull: (address, name, insecure) => request('localModels.pull', { address, name, insecure }),
    async cancel(id) {
      await request('localModels.cancelPull', { id });
    },
    async resume(id) {
      await request('localModels.resumePull', { id });
    },
    async dismiss(id) {
      await request('localModels.dismissPull', { id });
    },
  };
});

/** Whether a pull goes to a server, also where somebody has written its address in another way since. */
export function isAt(
  { address, baseUrl }: PullJob,
  server: Pick<LocalServer, 'address' | 'baseUrl'>,
): boolean {
  return baseUrl === server.baseUrl || address?.configurationId === server.address.configurationId;
}

/** Whether it goes on by itself. */
export function isUnderWay({ state }: Pick<PullJob, 'state'>): boolean {
  return state === 'queued' || state === 'pulling';
}
