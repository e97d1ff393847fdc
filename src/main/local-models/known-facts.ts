import type { LocalModel, LocalModelList } from '#shared/domain/local-model.ts';
import type { ModelFacts } from '../providers/ollama-facts.ts';
import { diskUse } from './disk-use.ts';

/** More than anybody has models. */
const mostFacts = 5_000;

/** What was learnt of models one by one, by the digest of their manifest, which stands for all that they are. */
export class KnownFacts {
  readonly #facts = new Map<string, ModelFacts>();

  set(digest: string, facts: ModelFacts): void {
    if (digest === '') return;
    const [oldest] = this.#facts.keys();
    if (oldest !== undefined && this.#facts.size >= mostFacts) this.#facts.delete(oldest);
    this.#facts.set(digest, facts);
  }

  /** One model for each digest of which nothing is known yet. */
  unknownOf(models: readonly LocalModel[]): readonly LocalModel[] {
    const unknown = models.filter(({ digest }) => digest !== '' && !this.#facts.has(digest));
    return [...new Map(unknown.map((one) => [one.digest, one])).values()];
  }

  /** The list that a person sees, completed by what is known. */
  listOf(models: readonly LocalModel[]): LocalModelList {
    return { models: models.map((one) => this.#completed(one)), diskBytes: this.diskUse(models) };
  }

  diskUse(models: readonly LocalModel[]): number {
    return diskUse(models, ({ digest }) => this.#facts.get(digest)?.weights ?? null);
  }

  #completed(model: LocalModel): LocalModel {
    const facts = this.#facts.get(model.digest);
    if (facts === undefined) return model;
    return {
      ...model,
      capabilities: model.capabilities ?? (facts.capabilities && [...facts.capabilities]),
      contextLength: model.contextLength ?? facts.contextLength,
    };
  }
}
