import type { LocalModel } from '#shared/domain/local-model.ts';

/**
 * What models take of a disk together, in bytes. Ollama keeps a layer once, however many models it belongs to, but
 * tells the size of whole models only: those of one manifest, or made of the same weights, count as the largest of them.
 *
 * @param weightsOf the digest of a model's weights; null where it is not known
 */
export function diskUse(
  models: readonly LocalModel[],
  weightsOf: (model: LocalModel) => string | null,
): number {
  const largest = new Map<string, number>();
  for (const model of models) {
    const shared = weightsOf(model) ?? (model.digest || model.name);
    largest.set(shared, Math.max(largest.get(shared) ?? 0, model.sizeBytes));
  }
  return [...largest.values()].reduce((sum, size) => sum + size, 0);
}
