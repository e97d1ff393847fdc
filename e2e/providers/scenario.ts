import type { Flood } from './flood.ts';
import type { Gate } from './gate.ts';

/** One thing a provider does in the course of an answer. Each wire writes it in its own form. */
type Step =
  | { readonly text: string }
  | { readonly reasoning: string }
  /** Stops until the gate is released. A gate that never is makes a stall. */
  | { readonly hold: Gate }
  /** An error inside a stream that began with status 200. */
  | { readonly failure: string }
  /** Bytes as they are, for what no provider should send. */
  | { readonly raw: string }
  /** Much text, as fast as the client takes it. */
  | { readonly flood: Flood }
  /** The same text again and again until the client goes away. */
  | { readonly endlessly: string }
  /** Ends the response properly, but without the wire's closing chunk. */
  | 'end'
  /** Resets the connection. What was just written may be lost with it: hold at a gate first to keep it. */
  | 'reset';

/** Counts in tokens: `input` and `output` are all there is of either, which each wire adds up in its own way. */
export interface TokenCounts {
  readonly input: number;
  readonly output: number;
  /** Of the input. */
  readonly cached?: number;
  /** Of the output. */
  readonly reasoning?: number;
}

/** An answer with status 200. */
export interface StreamedAnswer {
  /** Stops before the response headers. */
  readonly holdHeaders?: Gate;
  readonly steps: readonly Step[];
  /** What the closing chunk says; `stop` if not given. */
  readonly finish?: 'stop' | 'length';
  /** Not given: figures made from the text. Null: the provider gives none. */
  readonly usage?: TokenCounts | null;
  /** The connection stays open after the closing chunk, until the client lets go. */
  readonly staysOpen?: boolean;
  /** Where lines end; `\n` if not given. */
  readonly lineEnd?: '\n' | '\r\n';
  /** Cuts what is sent into separate chunks after that many bytes, or after every byte. */
  readonly splitAt?: number | 'every-byte';
}

/** An answer that is no stream: an error status, a redirect, a page of HTML. */
export interface PlainAnswer {
  readonly holdHeaders?: Gate;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body: unknown;
}

export type Scenario = StreamedAnswer | PlainAnswer;
