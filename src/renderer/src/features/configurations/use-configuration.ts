import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';

/** The configuration as it is now; undefined once it is deleted, or before a new one has been announced. */
export function useConfiguration(id: string | undefined): ConfigurationView | undefined {
  return useConfigurations((state) => state.configurations.find((one) => one.id === id));
}
