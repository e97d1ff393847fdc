import { createHash } from 'node:crypto';

/** A part of a model, which several models may share. */
export interface OllamaLayer {
  /** `sha256:…`. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** A model as a server has it installed, or as a registry offers it. */
export interface OllamaModel {
  readonly name: string;
  /** In bytes; of all layers together where there are any. */
  readonly size: number;
  /** As Ollama writes it: `8.0B`. */
  readonly parameterSize: string;
  /** Of the manifest; made from the name unless given. Copies have the same. */
  readonly digest?: string;
  readonly quantisation?: string;
  readonly family?: string;
  readonly capabilities?: readonly string[];
  readonly contextLength?: number;
  readonly modifiedAt?: string;
  /** Of its weights; made from the digest unless given. */
  readonly weights?: string;
  readonly layers?: readonly OllamaLayer[];
}

export const usualModels: readonly OllamaModel[] = [
  { name: 'llama3.2:latest', size: 2_019_393_189, parameterSize: '3.2B' },
  { name: 'qwen3:8b', size: 5_225_388_164, parameterSize: '8.2B' },
];

/** A layer whose digest is made from `seed`: equal for equal seeds. */
export function layerOf(seed: string, size: number): OllamaLayer {
  return { digest: `sha256:${digestOf(seed)}`, size };
}

/** A model for a registry, made of layers. */
export function modelOf(
  name: string,
  layers: readonly OllamaLayer[],
  more: Partial<OllamaModel> = {},
): OllamaModel {
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  return { name, size, parameterSize: '1.2B', layers, ...more };
}

/** So many different models, as somebody has them who never deletes one. */
export function manyModels(count: number): readonly OllamaModel[] {
  const families = ['llama', 'qwen3', 'gemma3', 'phi3', 'mistral'];
  const quantisations = ['Q4_K_M', 'Q8_0', 'F16'];
  return Array.from({ length: count }, (_, at) => ({
    name: `${families[at % families.length]}-${String(at).padStart(3, '0')}:${(at % 70) + 1}b`,
    size: 400_000_000 + ((at * 7_919) % 40_000) * 1_000_000,
    parameterSize: `${(at % 70) + 1}.0B`,
    family: families[at % families.length] ?? 'llama',
    quantisation: quantisations[at % quantisations.length] ?? 'F16',
    contextLength: 2_048 * 2 ** (at % 7),
    modifiedAt: new Date(Date.UTC(2026, 0, 1) + at * 43_200_000).toISOString(),
  }));
}

export function digestOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

/** A name without a tag means `:latest`. */
export function fullName(name: string): string {
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}
