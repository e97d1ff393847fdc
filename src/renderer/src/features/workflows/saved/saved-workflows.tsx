import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import { useApp, useCan } from '../../../stores/app.ts';
import { useSavedWorkflows } from '../../../stores/saved-workflows.ts';
import { DeleteWorkflow } from './delete-workflow.tsx';
import { ImportButton } from './import-button.tsx';
import { matchingWorkflows } from './matching-workflows.ts';
import { RenameWorkflow } from './rename-workflow.tsx';
import { SavedWorkflow } from './saved-workflow.tsx';
import classes from './saved-workflows.module.css';

/** The acting member's workflows, to be found and opened again. */
export function SavedWorkflows() {
  const allowed = useCan('generate');
  const actorId = useApp((state) => state.info?.actor.id);
  // Another member has others.
  return allowed ? <Own key={actorId} /> : null;
}

function Own() {
  const { workflows, notice, failure } = useSavedWorkflows();
  const [search, setSearch] = useState('');
  const headingId = useId();
  const found = workflows === null ? [] : matchingWorkflows(workflows, search);
  const none = workflows?.length === 0;

  return (
    <section aria-labelledby={headingId} className={classes.saved}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.heading}>
          Saved workflows
        </h2>
        <ImportButton />
      </div>
      {!none && (
        <TextInput
          type="search"
          aria-label="Search workflows"
          placeholder="Search names and descriptions"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {notice !== null && <p className={classes.notice}>{notice}</p>}
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {none && <p className={classes.none}>Nothing is saved yet. What you save stands here.</p>}
      {!none && workflows !== null && found.length === 0 && (
        <p className={classes.none}>No workflow has all of these words.</p>
      )}
      <List workflows={found} />
    </section>
  );
}

interface Question {
  readonly about: 'rename' | 'delete';
  /** As it was when asked: it must not change, or vanish, under the question while it fades out. */
  readonly workflow: WorkflowSummary;
}

function List({ workflows }: { readonly workflows: readonly WorkflowSummary[] }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [asking, setAsking] = useState(false);

  function ask(about: Question['about'], workflow: WorkflowSummary) {
    setQuestion({ about, workflow });
    setAsking(true);
  }

  const shared = { opened: asking, onClose: () => setAsking(false) };
  return (
    <>
      <ul aria-label="Saved workflows" className={classes.list}>
        {workflows.map((one) => (
          <SavedWorkflow
            key={one.id}
            workflow={one}
            onRename={() => ask('rename', one)}
            onDelete={() => ask('delete', one)}
          />
        ))}
      </ul>
      {question?.about === 'rename' && (
        <RenameWorkflow key={question.workflow.id} workflow={question.workflow} {...shared} />
      )}
      {question?.about === 'delete' && <DeleteWorkflow workflow={question.workflow} {...shared} />}
    </>
  );
}
