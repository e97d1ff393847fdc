import { navigate } from 'wouter/use-hash-location';
import { useDraft } from '../../stores/draft.ts';

/**
 * Shows Generate.
 *
 * @param configurationId the configuration to run with; null for the default
 */
export function toGenerate(configurationId: string | null = null): void {
  useDraft.setState({ configurationId });
  navigate('/generate');
}
