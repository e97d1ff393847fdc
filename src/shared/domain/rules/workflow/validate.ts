/** What makes a document a workflow. Pure, so the page, the drafting and the saving apply the very same rules. */
import type { Workflow, WorkflowStep } from '../../workflow.ts';
import { nameProblem, normalisedName } from '../configuration-rules.ts';
import { looksLikeKey } from '../secret-shape.ts';
import { cronProblem } from './cron.ts';
import { cycleIn } from './graph.ts';
import {
  error,
  hasErrors,
  placeOf,
  type WorkflowPath,
  type WorkflowProblem,
  warning,
} from './problem.ts';
import type { Problems } from './reading.ts';
import { secretProblems } from './secrets.ts';
import { readStructure } from './structure.ts';

export interface ValidatedWorkflow {
  /**
   * The document with its defaults filled in; null where its form is not that of a workflow. It can be drawn even
   * where `problems` has errors.
   */
  readonly workflow: Workflow | null;
  /** In the order of the document, as far as possible. Empty when all is well. */
  readonly problems: readonly WorkflowProblem[];
}

/**
 * Checks a document.
 *
 * @param configurationNames those that there are; null where they are not known. A step that names another gets a
 *   warning: it may be meant for another machine.
 */
export function validateWorkflow(
  document: unknown,
  configurationNames: readonly string[] | null = null,
): ValidatedWorkflow {
  const problems: Problems = [];
  const workflow = readStructure(document, [], problems) ?? null;
  if (workflow !== null) problems.push(...meaningProblems(workflow, configurationNames));
  const secrets = secretProblems(document);
  return {
    workflow,
    problems: secrets.length === 0 ? problems : [...secrets, ...problems.filter(repeatsNoKey)],
  };
}

/** Names are repeated in sentences, and a key may stand in the place of one; it has a sentence of its own. */
function repeatsNoKey({ path, sentence }: WorkflowProblem): boolean {
  return !looksLikeKey(sentence) && !path.some((part) => looksLikeKey(String(part)));
}

/** What is wrong with a document that has the form of a workflow. */
function meaningProblems(
  workflow: Workflow,
  configurationNames: readonly string[] | null,
): readonly WorkflowProblem[] {
  return [
    ...nameProblems(workflow),
    ...triggerProblems(workflow),
    ...duplicates(workflow),
    ...workflow.steps.flatMap((step, at) => referenceProblems(step, at, workflow)),
    ...workflow.steps.flatMap(stepProblems),
    ...cycleProblems(workflow),
    ...(configurationNames === null ? [] : unknownConfigurations(workflow, configurationNames)),
  ];
}

/** The workflow, and the warnings; null where there is any error. */
export function soundWorkflow({ workflow, problems }: ValidatedWorkflow): Workflow | null {
  return hasErrors(problems) ? null : workflow;
}

function nameProblems({ name }: Workflow): readonly WorkflowProblem[] {
  const problem = nameProblem(name);
  // What looks like a key has its own sentence already.
  return problem === null || looksLikeKey(name) ? [] : [error(['name'], problem)];
}

function triggerProblems({ trigger }: Workflow): readonly WorkflowProblem[] {
  if (trigger.type !== 'schedule') return [];
  const cron = cronProblem(trigger.cron);
  const zone = trigger.timeZone;
  return [
    ...(cron === null ? [] : [error(['trigger', 'cron'], cron)]),
    ...(zone === null || isTimeZone(zone)
      ? []
      : [
          error(
            ['trigger', 'timeZone'],
            `There is no time zone "${zone}". Write one as in "Europe/Berlin", or null for that of the machine.`,
          ),
        ]),
  ];
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function duplicates({ steps }: Workflow): readonly WorkflowProblem[] {
  const first = new Map<string, number>();
  return steps.flatMap(({ id }, at) => {
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, at);
      return [];
    }
    return [
      error(
        ['steps', at, 'id'],
        `Steps ${before + 1} and ${at + 1} are both called "${id}". Give each an id of its own.`,
      ),
    ];
  });
}

function referenceProblems(
  step: WorkflowStep,
  at: number,
  { steps }: Workflow,
): readonly WorkflowProblem[] {
  const ids = new Set(steps.map(({ id }) => id));
  const check = (field: string, references: readonly string[]) =>
    references.flatMap((id, index) => {
      const path: WorkflowPath = ['steps', at, field, index];
      const problem = id === step.id ? 'is the step itself' : 'is not the id of a step';
      return ids.has(id) && id !== step.id
        ? []
        : [error(path, `${placeOf(path)}: "${id}" ${problem}.`)];
    });
  const dependencies = check('dependsOn', step.dependsOn);
  if (step.type !== 'condition') return dependencies;
  const both = step.whenTrue.find((id) => step.whenFalse.includes(id));
  return [
    ...dependencies,
    ...check('whenTrue', step.whenTrue),
    ...check('whenFalse', step.whenFalse),
    ...(both === undefined
      ? []
      : [
          error(
            ['steps', at, 'whenFalse'],
            `Step ${at + 1} leads to "${both}" whether its expression is true or false. Let the step depend on it instead.`,
          ),
        ]),
    ...(step.whenTrue.length + step.whenFalse.length > 0
      ? []
      : [
          error(
            ['steps', at, 'whenTrue'],
            `Step ${at + 1} decides nothing: name the steps that begin when its expression is true, or false.`,
          ),
        ]),
  ];
}

function stepProblems(step: WorkflowStep, at: number): readonly WorkflowProblem[] {
  if (step.type !== 'http') return [];
  const problem = urlProblem(step.url);
  return problem === null ? [] : [error(['steps', at, 'url'], `In step ${at + 1}, ${problem}`)];
}

/** A URL may begin with, and hold, what is filled in later: `{{trigger.url}}`. */
function urlProblem(url: string): string | null {
  const given = url.trim();
  if (given.startsWith('{{')) return null;
  if (!/^https?:\/\/[^/]/i.test(given)) return 'the URL must begin with http:// or https://.';
  const authority = given.replace(/^https?:\/\//i, '').split(/[/?#]/)[0] ?? '';
  return authority.includes('@')
    ? 'the URL holds a user name or password. Take it out: write {{secrets.NAME}} into a header instead.'
    : null;
}

function cycleProblems(workflow: Workflow): readonly WorkflowProblem[] {
  const cycle = cycleIn(workflow);
  const [start] = cycle ?? [];
  if (cycle === null || start === undefined || cycle.length === 1) return [];
  const at = workflow.steps.findIndex(({ id }) => id === start);
  const circle = [...cycle, start].map((id) => `"${id}"`).join(' → ');
  return [
    error(
      ['steps', at],
      `These steps wait for each other: ${circle}. Take one of these dependencies out.`,
    ),
  ];
}

function unknownConfigurations(
  { steps }: Workflow,
  names: readonly string[],
): readonly WorkflowProblem[] {
  const known = new Set(names.map(normalisedName));
  return steps.flatMap((step, at) => {
    if (step.type !== 'llm' || step.configuration === null) return [];
    if (known.has(normalisedName(step.configuration))) return [];
    return [
      warning(
        ['steps', at, 'configuration'],
        `Step ${at + 1} names the configuration "${step.configuration}", which is not here. Create it, name another, or null for the default.`,
      ),
    ];
  });
}
