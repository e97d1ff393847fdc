import { z } from 'zod';

/** What a provider says of a failure. */
export interface ProviderWords {
  /** Null where there is nothing fit to be shown. */
  readonly message: string | null;
  /** The provider's own codes and types of the failure; empty where it gives none. */
  readonly code: string;
  /** The parameter it concerns, by the provider's name; null where it names none. */
  readonly param: string | null;
  /** How long to wait, in milliseconds, where the body says so and no header does. */
  readonly retryAfterMs: number | null;
}

const nothing = { message: null, code: '', param: null, retryAfterMs: null };

const text = z.string();
const label = z.union([z.string(), z.number()]).transform(String).nullish().catch(null);

/** Gemini puts what matters into details: why, which quota, and how long to wait (google.rpc.ErrorInfo, QuotaFailure, RetryInfo). */
const rpcDetails = z
  .array(
    z.object({
      reason: z.string().optional().catch(undefined),
      retryDelay: z.string().optional().catch(undefined),
      violations: z
        .array(z.object({ quotaId: z.string().optional().catch(undefined) }))
        .optional()
        .catch(undefined),
    }),
  )
  .nullish()
  .catch(null);

const errorObject = z
  .object({
    message: text,
    code: label,
    type: label,
    // Cohere's.
    error_type: label,
    param: z.string().nullish().catch(null),
    // Gemini's.
    status: label,
    details: rpcDetails,
  })
  .transform(({ message, code, type, error_type, status, param, details }) => ({
    message,
    code: [
      code,
      type,
      error_type,
      status,
      ...(details ?? []).flatMap(({ reason, violations }) => [
        reason,
        ...(violations ?? []).map(({ quotaId }) => quotaId),
      ]),
    ]
      .filter(Boolean)
      .join(' '),
    param: param ?? null,
    retryAfterMs: protobufDuration(details?.find(({ retryDelay }) => retryDelay)?.retryDelay),
  }));

/**
 * The shapes seen: `{error: {message, code, type}}` (OpenAI and most), `{error: "…", code}` (xAI, Ollama),
 * `[{error: {…}}]` (Gemini's OpenAI-compatible endpoint), `{detail: "…"}` and `{detail: [{msg}]}` (Mistral, FastAPI),
 * `{message, code}` (vLLM, Cohere, an item of OpenAI's stream), a plain string.
 */
const shapes = z.union([
  z.object({ error: errorObject }).transform(({ error }) => error),
  z.tuple([z.object({ error: errorObject })]).transform(([{ error }]) => error),
  z
    .object({ error: text, code: label })
    .transform(({ error, code }) => ({ ...nothing, message: error, code: code ?? '' })),
  z.object({ detail: text }).transform(({ detail }) => ({ ...nothing, message: detail })),
  z.object({ detail: z.array(z.object({ msg: text })).min(1) }).transform(({ detail }) => ({
    ...nothing,
    message: detail.map(({ msg }) => msg).join('; '),
  })),
  errorObject,
  text.transform((message) => ({ ...nothing, message })),
]);

/** Finds the words in a failure that is already parsed. */
export function wordsIn(failure: unknown): ProviderWords {
  return shapes.safeParse(failure).data ?? nothing;
}

/** Finds the words in the body of an HTTP error. */
export function wordsOf(body: string): ProviderWords {
  try {
    return wordsIn(JSON.parse(body));
  } catch {
    const plain = body.trim();
    const fit = plain !== '' && plain.length <= 500 && !plain.startsWith('<');
    return { ...nothing, message: fit ? plain : null };
  }
}

/** A duration as protobuf's JSON has it, `48s` or `3.5s`, in milliseconds. */
function protobufDuration(given: string | undefined): number | null {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(given ?? '')?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1_000);
}
