import { IconDots } from '@tabler/icons-react';
import { useMemo } from 'react';
import { selectStep, useWorkflowSelection } from '../../stores/workflow-selection.ts';
import type { Drawn } from './drawn.ts';
import classes from './graph-tab.module.css';
import { orderWords } from './order-words.ts';
import { stepKinds } from './step-kinds.ts';

interface StepListProps {
  readonly drawn: Drawn;
  /** Whether a press on a step shows its details. Not where nobody sees what has the focus. */
  readonly selectable: boolean;
}

/** All that the graph says, in words: the steps in their order, what each does and what it waits for. */
export function StepList({ drawn: { trigger, steps }, selectable }: StepListProps) {
  const order = useMemo(() => orderWords(steps), [steps]);
  return (
    <>
      {trigger !== null && (
        <p className={classes.trigger}>
          Trigger: {stepKinds[trigger.kind].word}
          {trigger.words !== null && `, ${trigger.words}`}
        </p>
      )}
      <ol aria-label="Steps" className={classes.steps}>
        {steps.map(({ id, type, name }, index) => {
          const { word, icon: Icon } = type === null ? coming : stepKinds[type];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids may be there twice, which is among the problems
            <li key={`${index} ${id}`} className={classes.step}>
              <Icon size={18} stroke={1.7} aria-hidden="true" className={classes.stepIcon} />
              <div>
                {selectable ? (
                  <SelectableName id={id} name={name ?? id} />
                ) : (
                  <span className={classes.stepName}>{name ?? id}</span>
                )}
                <span className={classes.stepFacts}>
                  {word}. {order.get(id)}.
                </span>
              </div>
            </li>
          );
        })}
      </ol>
    </>
  );
}

const coming = { word: 'Step', icon: IconDots };

function SelectableName({ id, name }: { readonly id: string; readonly name: string }) {
  const selected = useWorkflowSelection((state) => state.selectedId === id);
  return (
    <button
      type="button"
      className={classes.stepName}
      data-box={id}
      aria-pressed={selected}
      onClick={() => selectStep(selected ? null : id)}
    >
      {name}
    </button>
  );
}
