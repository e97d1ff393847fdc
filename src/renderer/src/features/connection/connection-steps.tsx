import { IconCircleDashed } from '@tabler/icons-react';
import type { ConnectionStep } from '#shared/domain/connection-test.ts';
import { durationText } from '../generate/figures.ts';
import classes from './connection-dialog.module.css';
import { outcomeWords, stepWords } from './step-words.ts';

/** What stands between a configuration and its first token, and how far the test came. Null: it is under way. */
export function ConnectionSteps({ steps }: { readonly steps: readonly ConnectionStep[] | null }) {
  return (
    <ol aria-label="Steps" className={classes.steps}>
      {steps === null
        ? Object.values(stepWords).map((words) => (
            <li key={words} className={classes.step}>
              <IconCircleDashed size={18} aria-hidden="true" className={classes.mark} />
              <span className={classes.what}>{words}</span>
            </li>
          ))
        : steps.map((step) => <Step key={step.name} step={step} />)}
    </ol>
  );
}

function Step({ step: { name, outcome, ms, detail } }: { readonly step: ConnectionStep }) {
  const { icon: Icon, word } = outcomeWords[outcome];
  return (
    <li className={classes.step} data-outcome={outcome}>
      <Icon size={18} aria-hidden="true" className={classes.mark} />
      <span className={classes.what}>
        {stepWords[name]}
        {detail !== null && <span className={classes.detail}>{detail}</span>}
      </span>
      <span className={classes.word}>{word}</span>
      <span className={classes.time}>{ms === null ? '' : durationText(ms)}</span>
    </li>
  );
}
