import { workflowEdges } from '#shared/domain/rules/workflow/graph.ts';
import type { PartialStep } from '#shared/domain/workflow-draft.ts';
import type { Drawn } from '../drawn.ts';
import { orderWords } from '../order-words.ts';
import { type StepKind, stepKinds } from '../step-kinds.ts';

/** A step as it is drawn, or the trigger. */
export interface Box {
  readonly id: string;
  /** Null until it has come. */
  readonly kind: StepKind | null;
  readonly name: string;
  /** All that the drawing says of it, for who does not see the drawing. */
  readonly label: string;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly branch: 'whenTrue' | 'whenFalse' | null;
}

/** No step can have it. */
export const triggerBoxId = ' trigger';

export function boxesOf({ trigger, steps }: Drawn): readonly Box[] {
  const order = orderWords(steps);
  const boxes = unique(steps).map(({ id, type, name }) => ({
    id,
    kind: type,
    name: name ?? id,
    label: `${name ?? id}, ${type === null ? 'Step' : stepKinds[type].word}. ${order.get(id)}.`,
  }));
  return trigger === null ? boxes : [triggerBox(trigger), ...boxes];
}

function triggerBox({ kind, words }: NonNullable<Drawn['trigger']>): Box {
  const name = words ?? 'Trigger';
  return {
    id: triggerBoxId,
    kind,
    name,
    label: `${name}, ${stepKinds[kind].word}. What starts it.`,
  };
}

/** What leads to a step; from the trigger to those that wait for no other. */
export function linksOf({ trigger, steps }: Drawn): readonly Link[] {
  const links = workflowEdges({ steps });
  if (trigger === null) return links;
  const led = new Set(links.map(({ to }) => to));
  const first = unique(steps).filter(({ id }) => !led.has(id));
  return [...first.map(({ id }) => ({ from: triggerBoxId, to: id, branch: null })), ...links];
}

/** Two steps of one id are one place in a graph; that they are two is among the problems. */
function unique(steps: readonly PartialStep[]): readonly PartialStep[] {
  return [...new Map(steps.map((step) => [step.id, step])).values()];
}
