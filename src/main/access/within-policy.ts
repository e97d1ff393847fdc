import type { AdapterFor } from '../providers/adapters.ts';
import type { Policy } from './policy.ts';

/**
 * The same adapters, which call no provider and no host that policy forbids, whoever asks: the last check before a
 * request goes out, also for a configuration that was made before the policy was.
 */
export function withinPolicy(
  adapterFor: AdapterFor,
  policy: Pick<Policy, 'checkDestination'>,
): AdapterFor {
  return (provider) => {
    const adapter = adapterFor(provider);
    return {
      generate(request) {
        policy.checkDestination(request.configuration);
        return adapter.generate(request);
      },
      async listModels(request) {
        policy.checkDestination(request.configuration);
        return adapter.listModels(request);
      },
    };
  };
}
