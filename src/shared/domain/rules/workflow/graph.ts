/** That `to` begins after `from`; `branch` where `from` is a condition that decides whether it does. */
export interface WorkflowEdge {
  readonly from: string;
  readonly to: string;
  readonly branch: 'whenTrue' | 'whenFalse' | null;
}

/** What of a step leads to others. Those of a workflow that is still being written have as much. */
interface LinkedStep {
  readonly id: string;
  readonly dependsOn: readonly string[];
  /** Of a condition. */
  readonly whenTrue?: readonly string[];
  readonly whenFalse?: readonly string[];
}

interface Linked {
  readonly steps: readonly LinkedStep[];
}

/** Every pair of steps once. A step that a condition leads to need not name the condition under `dependsOn`. */
export function workflowEdges({ steps }: Linked): readonly WorkflowEdge[] {
  const branches = steps.flatMap(branchesOf);
  const led = new Set(branches.map(({ from, to }) => JSON.stringify([from, to])));
  const plain = steps.flatMap(({ id, dependsOn }) =>
    [...new Set(dependsOn)]
      .filter((from) => !led.has(JSON.stringify([from, id])))
      .map((from) => ({ from, to: id, branch: null })),
  );
  return [...plain, ...branches];
}

function branchesOf(step: LinkedStep): readonly WorkflowEdge[] {
  return (['whenTrue', 'whenFalse'] as const).flatMap((branch) =>
    [...new Set(step[branch] ?? [])].map((to) => ({ from: step.id, to, branch })),
  );
}

/** The ids of steps that wait for each other in a circle, each once and in order; null where there is none. */
export function cycleIn(workflow: Linked): readonly string[] | null {
  const next = new Map<string, string[]>(workflow.steps.map(({ id }) => [id, []]));
  for (const { from, to } of workflowEdges(workflow)) {
    if (next.has(to)) next.get(from)?.push(to);
  }
  const over = new Set<string>();
  for (const start of next.keys()) {
    const found = cycleFrom(start, next, over);
    if (found !== null) return found;
  }
  return null;
}

/** Goes on from `start` as far as possible. Without recursion: a chain may have as many steps as a workflow. */
function cycleFrom(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
  over: Set<string>,
): readonly string[] | null {
  const way: string[] = [];
  const onWay = new Set<string>();
  const pending: { readonly id: string; readonly leave: boolean }[] = [{ id: start, leave: false }];
  for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
    const { id, leave } = top;
    if (leave) {
      way.pop();
      onWay.delete(id);
      over.add(id);
      continue;
    }
    if (onWay.has(id)) return way.slice(way.indexOf(id));
    if (over.has(id)) continue;
    way.push(id);
    onWay.add(id);
    pending.push({ id, leave: true });
    for (const to of next.get(id) ?? []) pending.push({ id: to, leave: false });
  }
  return null;
}
