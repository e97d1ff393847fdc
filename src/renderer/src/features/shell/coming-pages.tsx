import { IconActivity, IconColumns2, IconCpu, IconRoute, IconUsers } from '@tabler/icons-react';
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

export function LocalModelsPage() {
  return (
    <EmptyState icon={IconCpu} title="Managing local models is not in this version yet">
      Pulling, loading and deleting Ollama models will be done here. Until then, pull a model with{' '}
      <code>ollama pull</code>, then name it in a <Link href="/configurations">configuration</Link>{' '}
      with the provider Ollama.
    </EmptyState>
  );
}

export function ActivityPage() {
  return (
    <EmptyState icon={IconActivity} title="Activity is not in this version yet">
      The audit log of everything done to keys, and the usage of every run, will be read here.
    </EmptyState>
  );
}

export function TeamPage() {
  return (
    <EmptyState icon={IconUsers} title="Team is not in this version yet">
      Members and their roles will be kept here. For now you are the only member of this workspace,
      and its owner.
    </EmptyState>
  );
}
