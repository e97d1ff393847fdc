import type { Configuration } from '#shared/domain/configuration.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { FinishReason, Message, Usage } from '#shared/domain/run.ts';
import type { ConnectionTrace } from './connection-trace.ts';
import type { AnswerSchema } from './structured-output.ts';

/** A provider's own figures, in Keywell's terms. */
export type ReportedUsage = Omit<Usage, 'source'>;

/** What an adapter needs for one answer. */
export interface GenerationRequest {
  /** As it was when the run began. */
  readonly configuration: Configuration;
  /** Null when requests go without a key. Read from the vault for this call and dropped after it. */
  readonly key: string | null;
  readonly messages: readonly Message[];
  /** Null: none. */
  readonly systemPrompt: string | null;
  /**
   * What the answer is to keep to, as JSON, where the provider can be held to it. Where it refuses, it is asked without:
   * the prompt must say the same, and the answer be checked.
   */
  readonly responseSchema?: AnswerSchema | undefined;
  /** Aborting closes the socket, whatever phase the request is in. */
  readonly signal: AbortSignal;
  /** Called once the response headers have arrived. */
  readonly onConnected: () => void;
  /** Told of each step on the way, over a connection of its own. Given by the connection test alone. */
  readonly trace?: ConnectionTrace | undefined;
}

/** What an adapter yields, in order. `finish` comes last, once; a failure is thrown as an `AppError`. */
export type AdapterPart =
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'reasoning'; readonly delta: string }
  | {
      readonly type: 'finish';
      readonly reason: Exclude<FinishReason, 'cancelled'>;
      /** Null when the provider gave no figures. */
      readonly usage: ReportedUsage | null;
      /** What the run cost by the provider's own word, in US dollars (OpenRouter); null where it says nothing. */
      readonly costUsd: number | null;
      /** Cohere: what is charged for, less than was counted; null where all of `usage` is. In tokens. */
      readonly billed: { readonly inputTokens: number; readonly outputTokens: number } | null;
      /** Ollama: `load_duration` in milliseconds. */
      readonly loadMs: number | null;
      /** Ollama: `eval_duration` in milliseconds, the time it spent on the output. */
      readonly generationMs: number | null;
    };

/** One provider's wire. Aborted, it throws whatever it likes: the caller knows that it aborted. */
export interface ProviderAdapter {
  generate(request: GenerationRequest): AsyncIterable<AdapterPart>;
  /** The models of the endpoint that can generate. Doubles as the check of a key. */
  listModels(request: ModelListRequest): Promise<readonly ListedModel[]>;
}

export interface ModelListRequest {
  readonly configuration: Pick<
    Configuration,
    'provider' | 'baseUrl' | 'headers' | 'connectTimeoutMs'
  >;
  readonly key: string | null;
  readonly signal: AbortSignal;
}
