import type { LocalModel } from '../local-model.ts';
import { looksLikeKey } from './secret-shape.ts';

/** Longer ones cost memory that not every machine has; who wants one sets it. In tokens. */
const longestSuggested = 8_192;

/** What a new configuration of a model starts with, in tokens; null, Ollama's own default, where nothing is known. */
export function suggestedContextLength({
  contextLength,
}: Pick<LocalModel, 'contextLength'>): number | null {
  return contextLength === null ? null : Math.min(contextLength, longestSuggested);
}

/**
 * A model's name with everything in it that may be left out (types/model/name.go): `llama3.2` is
 * `registry.ollama.ai/library/llama3.2:latest`. Equal for names that mean the same model; case makes no difference.
 */
export function fullModelName(name: string): string {
  const [, path = '', tag = 'latest'] =
    /^(?:[a-z]+:\/\/)?(.*?)(?::([^:/]*))?$/.exec(name.trim().toLowerCase()) ?? [];
  const parts = path.split('/');
  const model = parts.pop() ?? '';
  const namespace = parts.pop() ?? 'library';
  const host = parts.join('/') || 'registry.ollama.ai';
  return `${host}/${namespace}/${model}:${tag}`;
}

/** The installed model that a configuration's model names; undefined where it is not installed. */
export function installedModel(
  models: readonly LocalModel[],
  name: string,
): LocalModel | undefined {
  const wanted = fullModelName(name);
  return models.find((one) => fullModelName(one.name) === wanted);
}

/** Why a model cannot be pulled or made under a name, as a sentence; null where only the server can tell. */
export function modelNameProblem(name: string): string | null {
  if (name.trim() === '') return 'Enter the name of a model, for example llama3.2 or qwen3:8b.';
  if (/[\s\p{Cc}]/u.test(name.trim())) return "A model's name has no spaces or line breaks inside.";
  if (looksLikeKey(name)) {
    return 'This looks like a key, not like the name of a model. Keys are set with "Set key" on a configuration.';
  }
  return null;
}
