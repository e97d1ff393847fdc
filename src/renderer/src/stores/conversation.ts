/** Runs that follow one another. Where a prompt was edited, or run again, a conversation has branches. */
import type { Run, RunRequest } from './run.ts';

/** Runs by id, in the order in which they were started. */
export type Runs = Readonly<Record<string, Run>>;

/** The runs that lead to `id`, as far as they are known, and that one last. */
export function pathTo(runs: Runs, id: string): readonly Run[] {
  const path: Run[] = [];
  for (let run = runs[id]; run !== undefined; run = runs[run.request.follows ?? '']) {
    path.unshift(run);
  }
  return path;
}

/** The runs that answer at the same place as `run`, itself included, in the order in which they were started. */
export function branchesAt(runs: Runs, { id, request }: Run): readonly Run[] {
  return Object.values(runs).filter((one) =>
    request.follows === null ? one.id === id : one.request.follows === request.follows,
  );
}

/** The last run started that has `run` on the way to it. */
export function latestBelow(runs: Runs, run: Run): Run {
  const below = Object.values(runs).filter((one) => pathTo(runs, one.id).includes(run));
  return below.at(-1) ?? run;
}

/** All runs of the conversation that `id` is of; none where that is null or not known. */
export function conversationOf(runs: Runs, id: string | null): Runs {
  const first = id === null ? undefined : pathTo(runs, id)[0];
  if (first === undefined) return {};
  return Object.fromEntries(Object.entries(runs).filter(([one]) => pathTo(runs, one)[0] === first));
}

/** Asks on after the answer of `run`, of the same configuration in the same way. */
export function followUp(run: Run, prompt: string): RunRequest {
  const { request } = run;
  return {
    ...request,
    prompt,
    earlier: [
      ...request.earlier,
      { role: 'user', content: request.prompt },
      { role: 'assistant', content: run.text },
    ],
    follows: run.id,
  };
}

/** Whether there is an answer to go on from. */
export function canBeFollowed(run: Run): boolean {
  return run.outcome?.type === 'done' && run.text !== '';
}
