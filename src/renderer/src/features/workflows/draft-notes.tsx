import { Button } from '@mantine/core';
import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { assertNever } from '#shared/errors.ts';
import type { Drafting, DraftOutcome } from '../../stores/workflow-drafting.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { RunProblem } from '../generate/run-problem.tsx';
import { draftAgain } from './draft-commands.ts';
import classes from './draft-notes.module.css';
import { Folded, Note } from './note.tsx';

/** What must be said of how a draft goes or ended: why it waits, why it is repaired, why nothing came of it. */
export function DraftNotes({ drafting }: { readonly drafting: Drafting }) {
  const { retry, outcome } = drafting;
  return (
    <div className={classes.notes}>
      <RepairNote drafting={drafting} />
      {retry !== null && (
        <Note
          kind="note"
          told="status"
          sentence={`${retry.error.message} Keywell asks again by itself, unless you stop it.`}
        />
      )}
      {outcome !== null && <End drafting={drafting} outcome={outcome} />}
    </div>
  );
}

/** That there was a first answer, and why it is not this one. */
function RepairNote({ drafting: { repairing, outcome } }: { readonly drafting: Drafting }) {
  // Of a second answer that is not valid either, one note is enough.
  if (repairing === null || outcome?.type === 'invalid') return null;
  const sentence =
    outcome?.type === 'drafted'
      ? 'Repaired: the first answer was not a valid workflow. This is the second one.'
      : 'Repairing: the first answer was not a valid workflow. The model was told why, and asked once more.';
  return (
    <Note kind="note" told="status" sentence={sentence}>
      <FirstAnswer problems={repairing} />
    </Note>
  );
}

function FirstAnswer({ problems }: { readonly problems: readonly WorkflowProblem[] }) {
  return <Folded title="What was wrong with the first answer" text={sentences(problems)} />;
}

function sentences(problems: readonly WorkflowProblem[]): string {
  return problems.map(({ sentence }) => sentence).join('\n');
}

interface EndProps<Outcome> {
  readonly drafting: Drafting;
  readonly outcome: Outcome;
}

function End({ drafting, outcome }: EndProps<DraftOutcome>) {
  switch (outcome.type) {
    case 'drafted':
      return null;
    case 'invalid':
      return <Invalid drafting={drafting} outcome={outcome} />;
    case 'cancelled':
      return (
        <Note
          kind="note"
          sentence="It was stopped before it was complete."
          buttons={<LeftOverButtons drafting={drafting} text={outcome.text} />}
        >
          <Answer text={outcome.text} />
        </Note>
      );
    case 'failed':
      return <Failed drafting={drafting} outcome={outcome} />;
    default:
      return assertNever(outcome);
  }
}

/** A new workflow stands in the editor already, with what is wrong with it; a revision does not. */
function Invalid({ drafting, outcome }: EndProps<Extract<DraftOutcome, { type: 'invalid' }>>) {
  const revision = drafting.request.revised !== null;
  return (
    <Note
      kind="problem"
      told="alert"
      sentence={outcome.sentence}
      buttons={
        <>
          <Button size="compact-sm" variant="default" onClick={() => draftAgain(drafting)}>
            Try again
          </Button>
          {revision && <LeftOverButtons drafting={drafting} text={outcome.text} />}
        </>
      }
    >
      {revision && <Folded title="What is wrong with it" text={sentences(outcome.problems)} />}
      {drafting.repairing !== null && <FirstAnswer problems={drafting.repairing} />}
      <Answer text={outcome.text} />
    </Note>
  );
}

function Failed({ drafting, outcome }: EndProps<Extract<DraftOutcome, { type: 'failed' }>>) {
  const { configuration, request } = drafting;
  return (
    <>
      <RunProblem
        run={drafting}
        error={outcome.error}
        configurationId={configuration?.id ?? request.configurationId}
        ways={{ again: () => draftAgain(drafting), editPrompt: () => focusWords(request) }}
        alerting
      />
      {outcome.text !== '' && (
        <Note
          kind="note"
          sentence="What had arrived is kept."
          buttons={<LeftOverButtons drafting={drafting} text={outcome.text} />}
        >
          <Answer text={outcome.text} />
        </Note>
      )}
    </>
  );
}

function Answer({ text }: { readonly text: string }) {
  return text === '' ? null : <Folded title="The answer as it came" text={text} />;
}

/** What can be done with an answer that has not become the workflow. */
function LeftOverButtons(props: { readonly drafting: Drafting; readonly text: string }) {
  const { drafting, text } = props;
  const { accept, dismiss } = useWorkflowDrafts.getState();

  function edit() {
    accept();
    // The editor takes the focus, since the button that had it goes away.
    useWorkflowEditor.getState().showPlace([]);
  }

  function putAway() {
    dismiss();
    // Once the field of a revision is there again.
    requestAnimationFrame(() => focusWords(drafting.request));
  }

  return (
    <>
      {text !== '' && (
        <Button size="compact-sm" variant="default" onClick={edit}>
          Edit it as JSON
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={putAway}>
        Put it away
      </Button>
    </>
  );
}

function focusWords({ revised }: Drafting['request']): void {
  const field = revised === null ? '[data-workflow-words]' : '[data-workflow-instruction]';
  document.querySelector<HTMLElement>(field)?.focus();
}
