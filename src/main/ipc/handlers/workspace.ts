import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import { isDenial } from '../../access/access.ts';
import type { Policy } from '../../access/policy.ts';
import type { Catalogue } from '../../registry/catalogue.ts';
import { exportFileName, exportText } from '../../registry/export-configurations.ts';
import { changesOf, planImport } from '../../registry/import-plan.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Keys } from '../../vault/keys.ts';

interface WorkspaceDependencies {
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly keys: Pick<Keys, 'mayHold'>;
  readonly policy: Pick<Policy, 'checkDestination'>;
  readonly now: () => Date;
}

export function workspaceHandlers({
  registry,
  catalogue,
  keys,
  policy,
  now,
}: WorkspaceDependencies): Pick<
  Handlers,
  'workspace.export' | 'workspace.previewImport' | 'workspace.import'
> {
  const plan = (text: string) =>
    planImport(text, {
      configurations: registry.list(),
      hasKey: ({ id }) => keys.mayHold(id),
      policyProblem: (fields) => policyProblem(policy, fields),
    });
  return {
    'workspace.export': () => ({
      fileName: exportFileName(now()),
      text: exportText(registry.list(), now()),
    }),
    'workspace.previewImport': ({ text }) => ({ items: plan(text).map(({ item }) => item) }),
    'workspace.import': ({ text, conflicts }) =>
      catalogue.change(registry.saveAll(changesOf(plan(text), conflicts, registry.list()))),
  };
}

function policyProblem(
  policy: Pick<Policy, 'checkDestination'>,
  fields: ConfigurationFields,
): string | null {
  try {
    policy.checkDestination(fields);
    return null;
  } catch (error) {
    if (isDenial(error)) return error.message;
    throw error;
  }
}
