import { Tabs } from '@mantine/core';
import type { Drafting } from '../../stores/workflow-drafting.ts';
import { useWorkflowEditor, type WorkflowTab } from '../../stores/workflow-editor.ts';
import { useComingDraft, useToldDraft } from './draft-commands.ts';
import { DraftDetails } from './draft-details.tsx';
import { DraftNotes } from './draft-notes.tsx';
import { GraphTab } from './graph-tab.tsx';
import { JsonTab } from './json-tab.tsx';
import { MermaidTab } from './mermaid-tab.tsx';
import { NoWorkflow } from './no-workflow.tsx';
import { PaneHeader } from './pane-header.tsx';
import { ProblemList } from './problem-list.tsx';
import { Revise } from './revision/revise.tsx';
import { RevisionProposal } from './revision/revision-proposal.tsx';
import classes from './workflow-pane.module.css';

/** The workflow: as a graph, as JSON, as Mermaid; how a draft of it stands, and what is wrong with it. */
export function WorkflowPane() {
  const drafting = useToldDraft();
  const written = useWorkflowEditor((state) => state.text !== '');
  const coming = useComingDraft();
  const proposed = drafting === null ? null : proposalOf(drafting);
  return (
    <div className={classes.pane}>
      <PaneHeader drafting={drafting} />
      {!written && drafting === null && <NoWorkflow />}
      {proposed !== null && <RevisionProposal {...proposed} />}
      {proposed === null && (written || drafting !== null) && <Views />}
      {drafting !== null && <DraftNotes key={drafting.id} drafting={drafting} />}
      <ProblemList />
      <DraftDetails />
      {written && proposed === null && coming === null && <Revise />}
    </div>
  );
}

function proposalOf({ request: { revised, words }, outcome }: Drafting) {
  return revised !== null && outcome?.type === 'drafted'
    ? { before: revised, after: outcome.document, words }
    : null;
}

function Views() {
  const tab = useWorkflowEditor((state) => state.tab);
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab}
      onChange={(value) => {
        if (isTab(value)) useWorkflowEditor.setState({ tab: value });
      }}
      keepMounted={false}
    >
      <Tabs.List>
        <Tabs.Tab value="graph">Graph</Tabs.Tab>
        <Tabs.Tab value="json">JSON</Tabs.Tab>
        <Tabs.Tab value="mermaid">Mermaid</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="graph" className={classes.panel ?? ''}>
        <GraphTab />
      </Tabs.Panel>
      <Tabs.Panel value="json" className={classes.panel ?? ''}>
        <JsonTab />
      </Tabs.Panel>
      <Tabs.Panel value="mermaid" className={classes.panel ?? ''}>
        <MermaidTab />
      </Tabs.Panel>
    </Tabs>
  );
}

function isTab(value: string | null): value is WorkflowTab {
  return value === 'graph' || value === 'json' || value === 'mermaid';
}
