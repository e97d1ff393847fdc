import type { Workflow, WorkflowStep } from '../../workflow.ts';
import { normalisedName } from '../configuration-rules.ts';
import { cycleIn } from './graph.ts';
import { error, placeOf, type WorkflowPath, type WorkflowProblem, warning } from './problem.ts';

/** What is wrong with how steps refer to each other. */
export function referenceProblems(workflow: Workflow): readonly WorkflowProblem[] {
  const ids = new Set(workflow.steps.map(({ id }) => id));
  return [
    ...duplicates(workflow),
    ...workflow.steps.flatMap((step, at) => unknownSteps(step, at, ids)),
    ...cycleProblems(workflow),
  ];
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

function unknownSteps(
  step: WorkflowStep,
  at: number,
  ids: ReadonlySet<string>,
): readonly WorkflowProblem[] {
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

/** A step may name a configuration of another machine, so that this is a warning. */
export function unknownConfigurations(
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
