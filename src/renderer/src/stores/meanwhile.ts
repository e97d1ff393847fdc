import type { Cell } from '#shared/domain/comparison.ts';

/** What is heard while an answer is on its way may be newer than the answer: it is kept until that is there. */
export function createMeanwhile() {
  let waiting = 0;
  let cells: Cell[] = [];
  return {
    hear(changed: readonly Cell[]): void {
      if (waiting > 0) cells.push(...changed);
    },
    /** Resolves with the answer and the cells that were heard of since it was asked for, in order. */
    async of<T>(ask: Promise<T>): Promise<{ readonly answer: T; readonly since: readonly Cell[] }> {
      const from = cells.length;
      waiting += 1;
      try {
        const answer = await ask;
        return { answer, since: cells.slice(from) };
      } finally {
        waiting -= 1;
        if (waiting === 0) cells = [];
      }
    },
  };
}
