import { IconRoute } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The pages that this version of Keywell has a place for but no content yet: each says so. */

export function WorkflowsPage() {
  return (
    <EmptyState icon={IconRoute} title="Workflows are not in this version yet">
      Describe a workflow in words and your default configuration will draft it here, as a graph
      that you can edit and export.
    </EmptyState>
  );
}
