import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { toMermaid } from '#shared/domain/rules/workflow/mermaid.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { useCopy } from '../../ui/use-copy.ts';
import { useComingDraft } from './draft-commands.ts';
import classes from './mermaid-tab.module.css';
import pane from './workflow-pane.module.css';

/** The workflow as a Mermaid flowchart, for documents that draw those. */
export function MermaidTab() {
  const workflow = useWorkflowEditor((state) => state.checked.workflow);
  const coming = useComingDraft() !== null;
  const text = useMemo(
    () => (workflow === null || coming ? '' : toMermaid(workflow)),
    [workflow, coming],
  );
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  if (text === '') {
    return (
      <p className={pane.waiting}>
        {coming
          ? 'The flowchart stands here once the draft is complete.'
          : 'There is no flowchart of what is not a workflow yet.'}
      </p>
    );
  }
  return (
    <div className={classes.mermaid}>
      <Button
        className={classes.copy ?? ''}
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={16} aria-hidden="true" />}
        onClick={() => void copy()}
      >
        {done ? 'Copied' : 'Copy'}
      </Button>
      {/* biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard */}
      <pre className={classes.text} role="group" aria-label="Workflow as Mermaid" tabIndex={0}>
        {text}
      </pre>
      {/* biome-ignore-end lint/a11y: as above */}
    </div>
  );
}
