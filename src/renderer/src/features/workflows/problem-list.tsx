import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { useId } from 'react';
import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { useComingDraft } from './draft-commands.ts';
import classes from './problem-list.module.css';

/** What is wrong with the workflow, each leading to its place in the JSON. */
export function ProblemList() {
  const problems = useWorkflowEditor((state) => state.checked.problems);
  const coming = useComingDraft() !== null;
  const headingId = useId();
  if (coming || problems.length === 0) return null;
  return (
    <section aria-labelledby={headingId} className={classes.problems}>
      <h3 id={headingId} className={classes.heading}>
        {countWords(problems)}
      </h3>
      <ul aria-label="Problems" className={classes.list}>
        {problems.map((problem) => (
          <Problem key={`${problem.path.join('.')} ${problem.sentence}`} problem={problem} />
        ))}
      </ul>
    </section>
  );
}

function Problem({ problem: { path, severity, sentence } }: { readonly problem: WorkflowProblem }) {
  const showPlace = useWorkflowEditor((state) => state.showPlace);
  const Icon = severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <li>
      <button type="button" className={classes.problem} onClick={() => showPlace(path)}>
        <span className={classes.severity} data-severity={severity}>
          <Icon size={15} aria-hidden="true" />
          {severity === 'error' ? 'Error' : 'Warning'}
        </span>
        <span className={classes.sentence}>{sentence}</span>
      </button>
    </li>
  );
}

/** @example '2 errors, 1 warning' */
function countWords(problems: readonly WorkflowProblem[]): string {
  const count = (severity: WorkflowProblem['severity']) => {
    const found = problems.filter((problem) => problem.severity === severity).length;
    return found === 0 ? [] : [`${found} ${severity}${found === 1 ? '' : 's'}`];
  };
  return [...count('error'), ...count('warning')].join(', ');
}
