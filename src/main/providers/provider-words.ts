import { z } from 'zod';

/** What a provider says of a failure. */
export interface ProviderWords {
  /** Null where there is nothing fit to be shown. */
  readonly message: string | null;
  /** The provider's own code or type of the failure; empty where it gives none. */
  readonly code: string;
}

const text = z.string();
const label = z.union([z.string(), z.number()]).transform(String);

const errorObject = z.object({
  message: text,
  code: label.nullish().catch(null),
  type: label.nullish().catch(null),
});

/**
 * The shapes seen: `{error: {message, code, type}}` (OpenAI and most), `{error: "…", code}` (xAI, Ollama),
 * `{detail: "…"}` and `{detail: [{msg}]}` (Mistral, FastAPI), `{message, code}` (vLLM, Cohere), a plain string.
 */
const shapes = z.union([
  z.object({ error: errorObject }).transform(({ error }) => ({
    message: error.message,
    code: [error.code, error.type].filter(Boolean).join(' '),
  })),
  z
    .object({ error: text, code: label.nullish().catch(null) })
    .transform(({ error, code }) => ({ message: error, code: code ?? '' })),
  z.object({ detail: text }).transform(({ detail }) => ({ message: detail, code: '' })),
  z
    .object({ detail: z.array(z.object({ msg: text })).min(1) })
    .transform(({ detail }) => ({ message: detail.map(({ msg }) => msg).join('; '), code: '' })),
  errorObject.transform(({ message, code, type }) => ({
    message,
    code: [code, type].filter(Boolean).join(' '),
  })),
  text.transform((message) => ({ message, code: '' })),
]);

/** Finds the words in a failure that is already parsed. */
export function wordsIn(failure: unknown): ProviderWords {
  return shapes.safeParse(failure).data ?? { message: null, code: '' };
}

/** Finds the words in the body of an HTTP error. */
export function wordsOf(body: string): ProviderWords {
  try {
    return wordsIn(JSON.parse(body));
  } catch {
    const plain = body.trim();
    const fit = plain !== '' && plain.length <= 500 && !plain.startsWith('<');
    return { message: fit ? plain : null, code: '' };
  }
}
