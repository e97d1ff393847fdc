import { useConfigurations } from '../../stores/configurations.ts';

/**
 * Sets or replaces a key, after asking the provider whether it works if so wished; a key that the provider
 * refuses is not stored. Resolves with the number of models the provider listed, null if it was not asked.
 */
export async function storeKey(step: {
  readonly configurationId: string;
  readonly key: string;
  readonly replaces: boolean;
  readonly verifyFirst: boolean;
  readonly onStep: (step: 'verifying' | 'saving') => void;
}): Promise<number | null> {
  const { configurationId, key, replaces, verifyFirst, onStep } = step;
  const { setKey, replaceKey, verifyKey } = useConfigurations.getState();
  let models: number | null = null;
  if (verifyFirst) {
    onStep('verifying');
    models = await verifyKey(configurationId, key);
  }
  onStep('saving');
  await (replaces ? replaceKey : setKey)(configurationId, key);
  return models;
}
