import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload } from '@tabler/icons-react';
import type { WorkflowFormat } from '#shared/domain/saved-workflow.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { announceFailure } from '../../ui/notices.ts';
import { exportWorkflow, formatWords } from './export-workflow.ts';

const formats: readonly WorkflowFormat[] = ['json', 'yaml', 'mermaid'];

/** What the workflow that is shown can be taken away as. */
export function PaneMenu({ blocked }: { readonly blocked: boolean }) {
  const workflow = useWorkflowEditor((state) => state.checked.workflow);
  return (
    <Menu position="bottom-end" width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Export the workflow"
          title="Export"
          disabled={workflow === null || blocked}
        >
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={() => exportWorkflow(workflow, format).catch(announceFailure)}
          >
            Export {formatWords[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
