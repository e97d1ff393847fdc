import { IconColumns2, IconRoute } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The pages that this version of Keywell has a place for but no content yet: each says so. */

export function ComparePage() {
  return (
    <EmptyState icon={IconColumns2} title="Compare is not in this version yet">
      It will send one prompt to several configurations and show their answers, speed and cost side
      by side. Until then, run the same prompt with one configuration after the other in{' '}
      <Link href="/generate">Generate</Link>.
    </EmptyState>
  );
}

export function WorkflowsPage() {
  return (
    <EmptyState icon={IconRoute} title="Workflows are not in this version yet">
      Describe a workflow in words and your default configuration will draft it here, as a graph
      that you can edit and export.
    </EmptyState>
  );
}
