import type { WorkflowFormat } from '#shared/domain/saved-workflow.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { request } from '../../api/client.ts';
import { download } from '../../ui/download.ts';

export const formatWords: Readonly<Record<WorkflowFormat, string>> = {
  json: 'JSON',
  yaml: 'YAML',
  mermaid: 'Mermaid',
};

const mediaTypes: Readonly<Record<WorkflowFormat, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  mermaid: 'text/plain',
};

/** Hands the document to the person as a file. */
export async function exportWorkflow(
  document: Workflow | null,
  format: WorkflowFormat,
): Promise<void> {
  if (document === null) return;
  const { fileName, text } = await request('workflows.export', { document, format });
  download(fileName, text, mediaTypes[format]);
}
