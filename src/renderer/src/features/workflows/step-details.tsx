import { Button, CloseButton } from '@mantine/core';
import { IconJson } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Workflow } from '#shared/domain/workflow.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { selectStep } from '../../stores/workflow-selection.ts';
import type { Drawn } from './drawn.ts';
import { triggerBoxId } from './graph/boxes.ts';
import classes from './graph-tab.module.css';
import { orderWords } from './order-words.ts';
import { type StepFact, stepFacts, triggerFacts } from './step-facts.ts';
import { stepKinds } from './step-kinds.ts';

interface StepDetailsProps {
  readonly id: string;
  readonly drawn: Drawn;
  /** Null where it is still being written. */
  readonly workflow: Workflow | null;
}

/** Everything about the step that is selected, beside the graph. */
export function StepDetails({ id, drawn, workflow }: StepDetailsProps) {
  const showPlace = useWorkflowEditor((state) => state.showPlace);
  if (id === triggerBoxId) {
    if (workflow === null || drawn.trigger === null) return null;
    return (
      <Panel id={id} title="Trigger" facts={triggerFacts(workflow.trigger)}>
        <InJson onShow={() => showPlace(['trigger'])} />
      </Panel>
    );
  }
  const index = drawn.steps.findIndex((step) => step.id === id);
  const shown = drawn.steps[index];
  if (shown === undefined) return null;
  const step = workflow?.steps.find((one) => one.id === id);
  const facts: StepFact[] = [
    { term: 'Does', text: shown.type === null ? 'Not known yet' : stepKinds[shown.type].word },
    { term: 'Begins', text: orderWords(drawn.steps).get(id) ?? '' },
    ...(step === undefined ? [] : stepFacts(step)),
    { term: 'Id', text: id, code: true },
  ];
  return (
    <Panel id={id} title={shown.name ?? id} facts={facts}>
      {step !== undefined && <InJson onShow={() => showPlace(['steps', index])} />}
    </Panel>
  );
}

interface PanelProps {
  /** Of the box that it tells of. */
  readonly id: string;
  readonly title: string;
  readonly facts: readonly StepFact[];
  readonly children: ReactNode;
}

function Panel({ id, title, facts, children }: PanelProps) {
  return (
    <aside aria-label="Step details" className={classes.details}>
      <div className={classes.detailsHead}>
        <h3>{title}</h3>
        <CloseButton size="sm" aria-label="Close the details" onClick={() => close(id)} />
      </div>
      <dl>
        {facts.map(({ term, text, code }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{code ? <pre>{text}</pre> : text}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.detailsFoot}>{children}</div>
    </aside>
  );
}

/** The button that had the focus goes away: the box has it again, or the name in the list. */
function close(id: string): void {
  selectStep(null);
  document
    .querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true });
}

function InJson({ onShow }: { readonly onShow: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconJson size={16} aria-hidden="true" />}
      onClick={onShow}
    >
      Show in JSON
    </Button>
  );
}
