import { IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import type { WorkflowFormat, WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import { request } from '../../../api/client.ts';
import { useWorkflowEditor } from '../../../stores/workflow-editor.ts';
import type { Action } from '../../../ui/action.ts';
import { announceFailure } from '../../../ui/notices.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { RowActions } from '../../../ui/row-actions.tsx';
import { stepCount } from '../draft-words.ts';
import { exportWorkflow, formatWords } from '../export-workflow.ts';
import { openWorkflow } from '../open-workflow.ts';
import classes from './saved-workflows.module.css';

interface SavedWorkflowProps {
  readonly workflow: WorkflowSummary;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

/** A saved workflow: opened by a press, and what else can be done with it. */
export function SavedWorkflow({ workflow, onRename, onDelete }: SavedWorkflowProps) {
  const { id, name, steps, updatedAt, configuration } = workflow;
  const shown = useWorkflowEditor(({ kept, nr }) => kept[nr]?.id === id);
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.open}
        aria-current={shown || undefined}
        onClick={() => openWorkflow(id).catch(announceFailure)}
      >
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>
          <span>{stepCount(steps)}</span>
          <RelativeTime at={updatedAt} />
          {configuration !== null && <span className={classes.by}>{configuration.name}</span>}
        </span>
      </button>
      <RowActions name={name} groups={() => actionsFor(id, onRename, onDelete)} />
    </li>
  );
}

function actionsFor(
  id: string,
  onRename: () => void,
  onDelete: () => void,
): readonly (readonly Action[])[] {
  const needs = 'generate';
  const formats: readonly WorkflowFormat[] = ['json', 'yaml', 'mermaid'];
  return [
    [{ label: 'Rename', icon: IconPencil, needs, act: onRename }],
    formats.map((format) => ({
      label: `Export ${formatWords[format]}`,
      icon: IconDownload,
      needs,
      act: () => void exportSaved(id, format).catch(announceFailure),
    })),
    [{ label: 'Delete', icon: IconTrash, needs, loses: true, act: onDelete }],
  ];
}

async function exportSaved(id: string, format: WorkflowFormat): Promise<void> {
  const { document } = await request('workflows.get', { id });
  await exportWorkflow(document, format);
}
