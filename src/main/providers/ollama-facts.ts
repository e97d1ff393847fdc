/** What Ollama answers, in Keywell's terms. */
import type { LoadedModel, LocalModel, LocalModelDetails } from '#shared/domain/local-model.ts';
import type { Ps, Show, Tag } from './ollama-shapes.ts';

/** What only `/api/show` tells of a model. */
export interface ModelFacts {
  readonly capabilities: readonly string[] | null;
  readonly contextLength: number | null;
  /** The digest of its weights, by which models that share them are known; null where it cannot be told. */
  readonly weights: string | null;
}

/** A list of metadata longer than this, such as a vocabulary, is told by its length. */
const longestList = 8;
const longestValue = 2_000;
/** Ollama writes a time centuries ahead where a model is to stay. */
const forEverMs = 10 * 365 * 86_400_000;

export function localModel({ name, size, digest, details, ...tag }: Tag): LocalModel {
  return {
    name,
    sizeBytes: size,
    digest,
    parameterSize: details?.parameter_size || null,
    quantisation: details?.quantization_level || null,
    family: details?.family || null,
    capabilities: tag.capabilities ?? null,
    contextLength: details?.context_length ?? null,
    modifiedAt: tag.modified_at ?? null,
  };
}

export function loadedModel({ name, digest, details, ...ps }: Ps, now: Date): LoadedModel {
  const vramBytes = Math.min(ps.size_vram, ps.size);
  const expiresAt = ps.expires_at ?? null;
  const stays = expiresAt === null || new Date(expiresAt).getTime() - now.getTime() > forEverMs;
  return {
    name,
    digest,
    parameterSize: details?.parameter_size || null,
    quantisation: details?.quantization_level || null,
    family: details?.family || null,
    memoryBytes: ps.size,
    vramBytes,
    vramShare: ps.size === 0 ? 0 : vramBytes / ps.size,
    contextLength: ps.context_length ?? null,
    expiresAt: stays ? null : expiresAt,
  };
}

export function modelDetails(name: string, show: Show): LocalModelDetails {
  const { details } = show;
  return {
    name,
    template: show.template,
    system: show.system,
    licence: show.license,
    parameters: parametersIn(show.parameters),
    capabilities: [...(show.capabilities ?? [])],
    contextLength: contextLengthIn(show),
    family: details?.family || null,
    format: details?.format || null,
    parameterSize: details?.parameter_size || null,
    quantisation: details?.quantization_level || null,
    parentModel: details?.parent_model || null,
    modifiedAt: show.modified_at ?? null,
    info: Object.entries(show.model_info ?? {})
      .map(([key, value]) => ({ name: key, value: shown(value) }))
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
  };
}

export function modelFacts(show: Show): ModelFacts {
  return {
    capabilities: show.capabilities ?? null,
    contextLength: contextLengthIn(show),
    weights: /^FROM .*\bsha256[-:]([0-9a-f]{64})\s*$/m.exec(show.modelfile)?.[1] ?? null,
  };
}

/** `llama.context_length`, the architecture being whichever it is. */
function contextLengthIn({ details, model_info: info }: Show): number | null {
  const architecture = info?.['general.architecture'];
  const length = info?.[`${String(architecture)}.context_length`];
  const given = typeof length === 'number' ? length : details?.context_length;
  return given !== undefined && Number.isInteger(given) ? given : null;
}

/** Ollama writes them as lines, names and values apart by spaces: `stop                           "<|eot_id|>"`. */
function parametersIn(text: string): LocalModelDetails['parameters'] {
  return text
    .split('\n')
    .map((line) => /^(\S+)\s+(.*)$/.exec(line.trim()))
    .flatMap((found) => (found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : []));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, longestValue);
  if (Array.isArray(value) && value.length > longestList) return `${value.length} entries`;
  return (JSON.stringify(value) ?? '').slice(0, longestValue);
}
