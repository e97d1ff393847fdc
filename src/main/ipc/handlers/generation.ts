import { baseUrlFieldProblem } from '#shared/domain/rules/configuration-rules.ts';
import { sameDestination } from '#shared/domain/rules/endpoint.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import type { Access } from '../../access/access.ts';
import type { Policy } from '../../access/policy.ts';
import type { Generation } from '../../generation/generation.ts';
import type { ModelLists } from '../../providers/model-lists.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RunRecords } from '../../usage/run-records.ts';
import type { Keys } from '../../vault/keys.ts';

interface GenerationDependencies {
  readonly generation: Generation;
  readonly records: RunRecords;
  readonly modelLists: ModelLists;
  readonly registry: Registry;
  readonly keys: Keys;
  readonly access: Access;
  readonly policy: Policy;
  /** Where Ollama is looked for on this machine. */
  readonly ollamaUrl: string;
}

export function generationHandlers({
  generation,
  records,
  modelLists,
  registry,
  keys,
  access,
  policy,
  ollamaUrl,
}: GenerationDependencies): Pick<
  Handlers,
  | 'generation.start'
  | 'generation.cancel'
  | 'connection.test'
  | 'connection.cancel'
  | 'models.list'
  | 'models.discoverOllama'
> {
  return {
    'generation.start': (input, { clientId, actor }) =>
      generation.start(input, clientId, (run) =>
        records.record(run, {
          memberId: actor.id,
          memberName: actor.name,
          path: 'generate',
          follows: input.follows ?? null,
          parameters: input.parameters ?? {},
        }),
      ),
    'generation.cancel': ({ runId }, { clientId }) => {
      generation.cancel(runId, clientId);
      return null;
    },
    'connection.test': (input, { clientId }) => generation.test(input, clientId),
    'connection.cancel': ({ testId }, { clientId }) => {
      generation.cancelTest(testId, clientId);
      return null;
    },
    'models.list': async (
      { configurationId, provider, baseUrl, allowUnencrypted, refresh },
      { actor },
    ) => {
      const problem = baseUrlFieldProblem({ provider, baseUrl, allowUnencrypted });
      if (problem !== null)
        throw new AppError('invalid-input', problem, { fields: { baseUrl: problem } });
      const stored = configurationId === null ? null : registry.get(configurationId);
      // A stored key goes only where its own configuration sends it, not to a URL that was just typed.
      const asStored =
        stored !== null &&
        stored.provider === provider &&
        sameDestination(stored, { provider, baseUrl });
      // Who may only read sends no key anywhere, and makes Keywell call no host that is not in the registry.
      access.authorise(actor, asStored ? 'generate' : 'configs:write');
      // As a run does it: a key may be stored that requests go without.
      const goesAlong = asStored && stored.authentication === 'key';
      const key = goesAlong ? await keys.keyForRequest(stored) : null;
      const headers = asStored ? stored.headers : {};
      return {
        models: [...(await modelLists.list({ provider, baseUrl, headers, key, refresh }))],
      };
    },
    'models.discoverOllama': () => {
      policy.checkDestination({ provider: 'ollama', baseUrl: ollamaUrl });
      return modelLists.discoverOllama(ollamaUrl);
    },
  };
}
