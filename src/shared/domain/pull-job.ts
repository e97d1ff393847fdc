import { z } from 'zod';
import { serverAddressSchema } from './local-server.ts';

/**
 * `queued`: others are under way, or it is about to begin. `interrupted`: it broke off, or Keywell was closed, and it
 * can go on. `failed`: the server will not have it. Only `queued` and `pulling` change by themselves.
 */
export const pullStates = [
  'queued',
  'pulling',
  'interrupted',
  'failed',
  'cancelled',
  'done',
] as const;

/** What a pull is busy with, in order. `waiting`: for the next try, after a failure of the connection. */
const pullSteps = [
  'connecting',
  'manifest',
  'downloading',
  'verifying',
  'writing',
  'waiting',
] as const;

/** How far a pull has come, over all layers. */
const pullProgressSchema = z.strictObject({
  /** Of the pull. */
  id: z.uuid(),
  /** Null unless it is being pulled. */
  step: z.enum(pullSteps).nullable(),
  /** Never less than before, and in the end the total. */
  completedBytes: z.number(),
  /** Of the layers that the server has named so far, which may become more; null until it names one. */
  totalBytes: z.number().nullable(),
  /** Smoothed; null while there is nothing to tell it from. */
  bytesPerSecond: z.number().nullable(),
  /** Smoothed, for what is known of the total; null while it cannot be told. */
  secondsLeft: z.number().nullable(),
});

/** A model that is being pulled, or was to be. */
export const pullJobSchema = pullProgressSchema.extend({
  /** As it was asked for: `qwen3:8b`, `registry.example.com/team/model:tag`. */
  name: z.string(),
  /** Whether the registry may be spoken to without TLS, or with a certificate that nobody vouches for. */
  insecure: z.boolean(),
  /** Where it is pulled to. Null where no configuration leads there any more. */
  address: serverAddressSchema.nullable(),
  baseUrl: z.string(),
  state: z.enum(pullStates),
  startedAt: z.iso.datetime(),
  /** Null while it is under way. */
  endedAt: z.iso.datetime().nullable(),
  /** Which try is to follow after a failure of the connection; null unless it has failed. */
  retry: z
    .strictObject({
      /** 1 for the first try after a failure. */
      attempt: z.number().int(),
      of: z.number().int(),
      /** When it begins; null while it is being made. */
      at: z.iso.datetime().nullable(),
      message: z.string(),
    })
    .nullable(),
  /** Why it was interrupted, or failed: a code, a sentence and the server's own words, scrubbed of the key. */
  error: z
    .strictObject({ code: z.string(), message: z.string(), details: z.string().nullable() })
    .nullable(),
  /** There is less room on this machine's disk than it still needs; null unless that is known. */
  diskWarning: z.strictObject({ neededBytes: z.number(), freeBytes: z.number() }).nullable(),
});

export type PullState = (typeof pullStates)[number];
export type PullStep = (typeof pullSteps)[number];
export type PullProgress = Readonly<z.infer<typeof pullProgressSchema>>;
export type PullJob = Readonly<z.infer<typeof pullJobSchema>>;
