/** What Ollama's management API answers with (api/types.go), as far as it is used. */
import { z } from 'zod';
import { countOrNull, entriesOf, textOrNull } from './model-entries.ts';

const bytes = z.number().nonnegative().catch(0);
const text = z.string().catch('').default('');
const words = z.array(z.string()).nullish().catch(null);

/** Times come with nanoseconds and an offset; Go's zero time stands for none. */
const time = z
  .string()
  .transform((given) => {
    const date = new Date(given);
    return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1_970
      ? null
      : date.toISOString();
  })
  .nullish()
  .catch(null);

const details = z
  .object({
    parent_model: textOrNull,
    format: textOrNull,
    family: textOrNull,
    parameter_size: textOrNull,
    quantization_level: textOrNull,
    context_length: countOrNull,
  })
  .nullish()
  .catch(null);

/** `GET /api/version`. */
export const versionShape = z.object({ version: z.string().min(1) });

/** `GET /api/tags`. Newer servers tell of capabilities and context lengths here, older ones in `/api/show` alone. */
export const tagsShape = z.object({
  models: entriesOf(
    z.object({
      name: z.string().min(1),
      modified_at: time,
      size: bytes,
      digest: text,
      details,
      capabilities: words,
    }),
  ).nullable(),
});

/** `GET /api/ps`. */
export const psShape = z.object({
  models: entriesOf(
    z.object({
      name: z.string().min(1),
      size: bytes,
      size_vram: bytes.default(0),
      digest: text,
      details,
      expires_at: time,
      context_length: countOrNull,
    }),
  ).nullable(),
});

/** `POST /api/show`. */
export const showShape = z.object({
  license: text,
  modelfile: text,
  parameters: text,
  template: text,
  system: text,
  details,
  model_info: z.record(z.string(), z.unknown()).nullish().catch(null),
  capabilities: words,
  modified_at: time,
});

/** One line of `POST /api/pull`. */
export const pullLineShape = z.object({
  status: text,
  digest: z.string().optional().catch(undefined),
  /** In bytes. */
  total: z.number().nonnegative().optional().catch(undefined),
  completed: z.number().nonnegative().optional().catch(undefined),
});

export type Tag = z.infer<typeof tagsShape>['models'] extends (infer T)[] | null ? T : never;
export type Ps = z.infer<typeof psShape>['models'] extends (infer T)[] | null ? T : never;
export type Show = z.infer<typeof showShape>;
export type PullLine = Readonly<z.infer<typeof pullLineShape>>;
