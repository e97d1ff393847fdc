import { create } from 'zustand';
import { sentenceOf } from '../api/client.ts';

export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly sentence: string;
}

interface NoticesState {
  readonly notices: readonly Notice[];
}

/** More than this at once would cover the page; the oldest go first. */
const most = 4;

let lastId = 0;

export const useNotices = create<NoticesState>()(() => ({ notices: [] }));

/** Says quietly that something was done. Goes away by itself. */
export function announce(sentence: string): void {
  add('done', sentence);
}

/** Says what failed and stays until it is dismissed. Takes whatever was thrown. */
export function announceFailure(error: unknown): void {
  add('failed', sentenceOf(error));
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) }));
}

/**
 * Runs an action of a button or menu: says `done` when it succeeds, main's sentence when it does not.
 *
 * @example void attempt(() => duplicate(id), 'Duplicated GPT-4o prod.');
 */
export async function attempt(action: () => Promise<unknown>, done: string): Promise<void> {
  try {
    await action();
    announce(done);
  } catch (error) {
    announceFailure(error);
  }
}

function add(kind: Notice['kind'], sentence: string): void {
  lastId += 1;
  const notice: Notice = { id: lastId, kind, sentence };
  useNotices.setState(({ notices }) => ({ notices: [...notices, notice].slice(-most) }));
}
