/** What Ollama's management API answers with, as its api/types.go has it. */
import { digestOf, type OllamaModel } from './ollama-models.ts';

/** A model in memory. */
export interface LoadedOllamaModel {
  readonly model: OllamaModel;
  /** In bytes, VRAM included. */
  readonly size: number;
  readonly sizeVram: number;
  readonly contextLength: number;
  /** In milliseconds since 1970; null: for ever, for which Ollama writes a time centuries ahead. */
  readonly expiresAt: number | null;
}

/** An entry of `/api/tags`. */
export function tag(model: OllamaModel): unknown {
  return {
    name: model.name,
    model: model.name,
    modified_at: model.modifiedAt ?? '2026-10-01T12:00:00.123456789+02:00',
    size: model.size,
    digest: digestFor(model),
    details: details(model),
  };
}

/** An entry of `/api/ps`. */
export function loaded({
  model,
  size,
  sizeVram,
  contextLength,
  expiresAt,
}: LoadedOllamaModel): unknown {
  return {
    name: model.name,
    model: model.name,
    size,
    digest: digestFor(model),
    details: details(model),
    expires_at:
      expiresAt === null ? '2318-12-31T00:00:00.5+02:00' : new Date(expiresAt).toISOString(),
    size_vram: sizeVram,
    context_length: contextLength,
  };
}

/** `/api/show`. */
export function shown(model: OllamaModel): unknown {
  const family = model.family ?? 'llama';
  const weights = model.weights ?? digestOf(`weights of ${digestFor(model)}`);
  return {
    license: 'A licence',
    modelfile: `# Modelfile\nFROM /home/ada/.ollama/models/blobs/sha256-${weights}\nTEMPLATE """{{ .Prompt }}"""`,
    parameters: 'stop                           "<|eot_id|>"\ntemperature                    0.6',
    template: '{{ .Prompt }}',
    system: 'You answer in one sentence.',
    details: details(model),
    model_info: {
      'general.architecture': family,
      'general.parameter_count': 3_212_749_888,
      [`${family}.context_length`]: model.contextLength ?? 131_072,
      'tokenizer.ggml.tokens': Array.from({ length: 300 }, (_, at) => `t${at}`),
    },
    capabilities: model.capabilities ?? ['completion', 'tools'],
    modified_at: model.modifiedAt ?? '2026-10-01T12:00:00.123456789+02:00',
  };
}

export function digestFor({ name, digest }: OllamaModel): string {
  return digest ?? digestOf(name);
}

function details({ parameterSize, quantisation, family = 'llama' }: OllamaModel): unknown {
  return {
    parent_model: '',
    format: 'gguf',
    family,
    families: [family],
    parameter_size: parameterSize,
    quantization_level: quantisation ?? 'Q4_K_M',
  };
}
