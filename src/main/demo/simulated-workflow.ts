import { nameProblem } from '#shared/domain/rules/configuration-rules.ts';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { workflowLimits } from '#shared/domain/rules/workflow/limits.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { Workflow, WorkflowStep, WorkflowTrigger } from '#shared/domain/workflow.ts';

/**
 * The document that a simulated model drafts, or revises where the prompt holds one: by its words alone, so that there
 * is something to look at. What the prompt says comes in paragraphs, the last of which are the person's.
 */
export function simulatedWorkflow(prompt: string): Workflow {
  const [, second = '', , ...instruction] = prompt.split('\n\n');
  const before = second.startsWith('{') ? validateWorkflow(json(second)).workflow : null;
  if (before !== null) return revised(before, instruction.join(' '));
  return drafted(prompt.split('\n\n').slice(1).join(' ').trim().slice(0, 5_000));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function drafted(description: string): Workflow {
  const example = workflowExamples.find((one) => one.description === description);
  if (example !== undefined) return example.document;
  const clauses = description
    .split(/[.;:,]\s+|\s+(?:and )?then\s+|\s+and\s+|\.$/i)
    .map((clause) => clause.trim())
    .filter((clause) => /\p{L}{3}/u.test(clause))
    .slice(0, 8);
  const steps = (clauses.length === 0 ? [description] : clauses)
    .filter((clause, at) => at > 0 || clauses.length <= 1 || !isTrigger(clause))
    .map((clause, at) => stepFor(clause, `step-${at + 1}`, at === 0 ? [] : [`step-${at}`]));
  return {
    schemaVersion: 1,
    name: nameProblem(cut(description, 40)) === null ? cut(description, 40) : 'A workflow',
    description: 'Drafted by a simulated model from the words alone.',
    trigger: triggerFor(description),
    steps,
  };
}

function isTrigger(clause: string): boolean {
  return /^(?:when|whenever|every|each|once|daily|hourly|on)\b/i.test(clause);
}

function triggerFor(description: string): WorkflowTrigger {
  if (/\bwebhook\b/i.test(description)) return { type: 'webhook', path: '/start' };
  if (/\b(?:every|daily|weekday|weekly|hourly|morning)\b/i.test(description)) {
    return { type: 'schedule', cron: '0 7 * * 1-5', timeZone: null };
  }
  if (/^\s*when/i.test(description)) return { type: 'event', event: 'something.happened' };
  return { type: 'manual' };
}

function stepFor(clause: string, id: string, dependsOn: string[]): WorkflowStep {
  const base = { id, name: cut(clause, 60), dependsOn };
  if (/\bapprov|\bconfirm|\bsign off/i.test(clause)) {
    return { ...base, type: 'approval', message: `${clause}?`, approvers: [] };
  }
  if (/\b(?:fetch|get|load|download|read|collect|call)\b/i.test(clause)) {
    return { ...base, ...request(), method: 'GET' };
  }
  if (/\b(?:send|post|publish|upload|notify|put|mail|file)\b/i.test(clause)) {
    return { ...base, ...request(), method: 'POST' };
  }
  if (/\b(?:count|sort|filter|convert|join|format|extract)\b/i.test(clause)) {
    return {
      ...base,
      type: 'transform',
      expression: dependsOn.map(output).join(' + ') || 'trigger',
    };
  }
  const input = dependsOn.map((one) => `{{${output(one)}}}`).join('\n') || '{{trigger}}';
  return {
    ...base,
    type: 'llm',
    configuration: null,
    prompt: `${clause}:\n${input}`,
    systemPrompt: null,
  };
}

function request() {
  return { type: 'http' as const, url: 'https://api.example.com/', headers: [], body: null };
}

function output(id: string): string {
  return `steps.${id}.output`;
}

/** An approval goes before the last step; anything else after it. */
function revised(before: Workflow, instruction: string): Workflow {
  const { steps } = before;
  const last = steps.at(-1);
  if (last === undefined || steps.length === workflowLimits.steps) return before;
  const id = unused(steps);
  if (!/\bapprov/i.test(instruction)) {
    return { ...before, steps: [...steps, stepFor(instruction, id, [last.id])] };
  }
  const approval: WorkflowStep = {
    id,
    name: 'Approve',
    type: 'approval',
    dependsOn: last.dependsOn,
    message: 'May this go on?',
    approvers: [],
  };
  return { ...before, steps: [...steps.slice(0, -1), approval, { ...last, dependsOn: [id] }] };
}

function unused(steps: readonly WorkflowStep[]): string {
  const ids = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (ids.has(`step-${number}`)) number += 1;
  return `step-${number}`;
}

function cut(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const start = [...line].slice(0, longest).join('').trim();
  if (start === '') return 'As described';
  return start === line ? start : `${start}…`;
}
