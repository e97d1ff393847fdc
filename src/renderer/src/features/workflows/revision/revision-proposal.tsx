import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Workflow } from '#shared/domain/workflow.ts';
import { textOf } from '../../../stores/workflow-document.ts';
import { useWorkflowDrafts } from '../../../stores/workflow-drafts.ts';
import classes from './revision-proposal.module.css';
import { changesInWords, stepChanges } from './step-changes.ts';

const DifferenceView = lazy(async () => ({
  default: (await import('./difference-view.tsx')).DifferenceView,
}));

interface RevisionProposalProps {
  readonly before: Workflow;
  readonly after: Workflow;
  /** What was to change. */
  readonly words: string;
}

/** What a revision would change, before it does. */
export function RevisionProposal({ before, after, words }: RevisionProposalProps) {
  const { accept, dismiss } = useWorkflowDrafts.getState();
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    // The field that it was asked for in has gone, and the focus with it.
    if (document.activeElement === document.body) section.current?.focus();
  }, []);

  return (
    <section
      ref={section}
      aria-label="Proposed revision"
      tabIndex={-1}
      className={classes.proposal}
    >
      <div className={classes.head}>
        <div className={classes.words}>
          <h3>Proposed: {words}</h3>
          <p>{changesInWords(stepChanges(before, after))}</p>
        </div>
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            leftSection={<IconCheck size={16} aria-hidden="true" />}
            onClick={() => {
              accept();
              focusRevise();
            }}
          >
            Accept
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={16} aria-hidden="true" />}
            onClick={() => {
              dismiss();
              focusRevise();
            }}
          >
            Discard
          </Button>
        </div>
      </div>
      <Suspense fallback={<div className={classes.waiting} />}>
        <DifferenceView before={textOf(before)} after={textOf(after)} />
      </Suspense>
    </section>
  );
}

/** Once the field is there again. */
function focusRevise(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-workflow-instruction]')?.focus(),
  );
}
