/** What makes a document a workflow. Pure, so the page, the drafting and the saving apply the very same rules. */
import type { Workflow, WorkflowStep } from '../../workflow.ts';
import { nameProblem } from '../configuration-rules.ts';
import { looksLikeKey } from '../secret-shape.ts';
import { cronProblem } from './cron.ts';
import { error, hasErrors, type WorkflowProblem } from './problem.ts';
import type { Problems } from './reading.ts';
import { referenceProblems, unknownConfigurations } from './references.ts';
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

/** More than anybody reads; a document may have as many as it has values. */
const mostProblems = 200;

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
  const misshapen: Problems = [];
  const workflow = readStructure(document, [], misshapen) ?? null;
  // What has the form of a workflow has no problem with it.
  const problems = workflow === null ? misshapen : meaningProblems(workflow, configurationNames);
  const secrets = secretProblems(document);
  const all = secrets.length === 0 ? problems : [...secrets, ...problems.filter(repeatsNoKey)];
  // Warnings come last, so that no error is lost to them.
  return { workflow, problems: all.slice(0, mostProblems) };
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
    ...workflow.steps.flatMap(stepProblems),
    ...referenceProblems(workflow),
    ...(configurationNames === null ? [] : unknownConfigurations(workflow, configurationNames)),
  ];
}

/** The workflow; null where there is any error. Warnings do not count. */
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
