import type { Workflow, WorkflowStep, WorkflowTrigger } from '../../workflow.ts';
import { workflowEdges } from './graph.ts';

/** The shape of a step's node, by its type. */
const shapes: Readonly<Record<WorkflowStep['type'], readonly [string, string]>> = {
  llm: ['(', ')'],
  http: ['[[', ']]'],
  transform: ['[', ']'],
  condition: ['{', '}'],
  approval: ['{{', '}}'],
};

const branchLabels = { whenTrue: 'true', whenFalse: 'false' } as const;

/**
 * The workflow as a Mermaid flowchart. Nodes are called by number, because words such as `end` have a meaning there;
 * labels are entity-coded, so that no name is read as anything but a name.
 */
export function toMermaid(workflow: Workflow): string {
  const nodes = new Map(workflow.steps.map(({ id }, at) => [id, `step${at + 1}`]));
  const edges = workflowEdges(workflow);
  const entered = new Set(edges.map(({ to }) => to));
  const first = workflow.steps.filter(({ id }) => !entered.has(id));
  const lines = [
    `trigger(["${label(triggerLabel(workflow.trigger))}"])`,
    ...workflow.steps.map((step, at) => {
      const [open, close] = shapes[step.type];
      return `step${at + 1}${open}"${label(step.name)}"${close}`;
    }),
    ...first.map(({ id }) => `trigger --> ${nodes.get(id)}`),
    ...edges.flatMap(({ from, to, branch }) => {
      const ends = [nodes.get(from), nodes.get(to)];
      if (ends.includes(undefined)) return [];
      return [ends.join(branch === null ? ' --> ' : ` -->|${branchLabels[branch]}| `)];
    }),
  ];
  return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** What starts a workflow, in a few words. */
export function triggerLabel(trigger: WorkflowTrigger): string {
  switch (trigger.type) {
    case 'manual':
      return 'Started by hand';
    case 'schedule':
      return `Schedule ${trigger.cron}`;
    case 'webhook':
      return `Webhook ${trigger.path}`;
    case 'event':
      return `Event ${trigger.event}`;
  }
}

/** All but what means nothing to Mermaid inside quotes. A dot or hyphen does so only within a word: it may begin a list. */
const meaningful = /(?![\p{L}\p{M}\p{N} ,?!/:()]|(?<=[\p{L}\p{N}])[.-](?=[\p{L}\p{N}]))./gsu;

/** In one line, with all that may mean something as a numeric entity in Mermaid's own notation. */
function label(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(meaningful, (character) => `#${character.codePointAt(0)};`);
}
