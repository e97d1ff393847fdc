import type { Configuration } from '#shared/domain/configuration.ts';
import type { Message } from '#shared/domain/run.ts';
import { anthropicMessages } from '../../../../e2e/providers/anthropic-server.ts';
import {
  ChatCompletionsServer,
  keyRejected,
  modelUnknown,
  overloaded,
  rateLimited,
} from '../../../../e2e/providers/chat-completions-server.ts';
import { cohereChat } from '../../../../e2e/providers/cohere-server.ts';
import { gemini } from '../../../../e2e/providers/google-server.ts';
import { type HostedApi, HostedServer } from '../../../../e2e/providers/hosted-server.ts';
import { mistralChat } from '../../../../e2e/providers/mistral-server.ts';
import { modelNotFound, OllamaServer, queueFull } from '../../../../e2e/providers/ollama-server.ts';
import { openaiResponses } from '../../../../e2e/providers/openai-server.ts';
import type { ProviderServer } from '../../../../e2e/providers/provider-server.ts';
import type { PlainAnswer } from '../../../../e2e/providers/scenario.ts';

/** One of the wires that Keywell speaks, with a server that speaks it too. */
export interface Wire {
  readonly name: string;
  readonly provider: Configuration['provider'];
  readonly openaiApi: Configuration['openaiApi'];
  readonly model: string;
  /** What the base URL of a configuration has after the origin. */
  readonly basePath: string;
  start(): Promise<ProviderServer>;
  keyRejected(key: string | null): PlainAnswer;
  readonly modelUnknown: PlainAnswer;
  rateLimited(seconds: number): PlainAnswer;
  readonly overloaded: PlainAnswer;
  /** Lines that no provider should send in the middle of an answer. */
  readonly rubbish: string;
  /** True where every answer has figures, so that "none" cannot be. */
  readonly alwaysCounts: boolean;
  /** Whether something in the stream says that it is over; else the end of the response does. */
  readonly lastWord: boolean;
  /** Some of these the provider does not count apart. */
  readonly counts: { readonly cached: boolean; readonly reasoning: boolean };
  /** What a request for an answer has in its body. */
  sent(messages: readonly Message[], systemPrompt: string): object;
  /** The same for temperature 0.3, top-p 0.9 and 64 output tokens. */
  readonly parameters: object;
  /** The same where the answer is to keep to a schema. */
  keepingTo(schema: object): object;
}

const events = 'data: {"choices": [{"delta"\n\n';
const countsAll = { cached: true, reasoning: true };
const inMessages = (messages: readonly Message[], systemPrompt: string) => ({
  stream: true,
  messages: [{ role: 'system', content: systemPrompt }, ...messages],
});
/** Where the SDK writes a person's turn as a list of contents. */
const asList = ({ role, content }: Message, type: string) => ({
  role,
  content: [{ type, text: content }],
});

function hosted(
  api: HostedApi,
  wire: Pick<Wire, 'name' | 'provider' | 'sent' | 'parameters' | 'keepingTo'> & Partial<Wire>,
): Wire {
  return {
    openaiApi: 'responses',
    model: 'keystone-1',
    basePath: api.basePath,
    start: () => HostedServer.start(api),
    keyRejected: (key) => api.keyRejected(key),
    modelUnknown: api.modelUnknown('keystone-1'),
    rateLimited: (seconds) => api.rateLimited(seconds),
    overloaded: api.overloaded,
    rubbish: events,
    alwaysCounts: false,
    lastWord: true,
    counts: countsAll,
    ...wire,
  };
}

const responseFormat = (schema: object) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
});

const chatCompletions = {
  model: 'keystone-1',
  basePath: '/v1',
  start: () => ChatCompletionsServer.start(),
  keyRejected,
  modelUnknown: modelUnknown('keystone-1'),
  rateLimited,
  overloaded,
  rubbish: events,
  alwaysCounts: false,
  lastWord: true,
  counts: countsAll,
  sent: inMessages,
  keepingTo: responseFormat,
} as const;

export const wires: readonly Wire[] = [
  hosted(openaiResponses, {
    name: 'OpenAI, Responses',
    provider: 'openai',
    sent: (messages, systemPrompt) => ({
      stream: true,
      store: false,
      input: [
        { role: 'system', content: systemPrompt },
        ...messages.map((one) => (one.role === 'user' ? asList(one, 'input_text') : one)),
      ],
    }),
    parameters: { temperature: 0.3, top_p: 0.9, max_output_tokens: 64, store: false },
    keepingTo: (schema) => ({
      text: { format: { type: 'json_schema', name: 'answer', strict: true, schema } },
    }),
  }),
  {
    ...chatCompletions,
    name: 'OpenAI, Chat Completions',
    provider: 'openai',
    openaiApi: 'chat-completions',
    parameters: { temperature: 0.3, top_p: 0.9, max_completion_tokens: 64, store: false },
  },
  hosted(anthropicMessages, {
    name: 'Anthropic',
    provider: 'anthropic',
    alwaysCounts: true,
    sent: (messages, systemPrompt) => ({
      stream: true,
      max_tokens: 4_096,
      system: [{ type: 'text', text: systemPrompt }],
      messages: messages.map((one) => asList(one, 'text')),
    }),
    parameters: { temperature: 0.3, top_p: 0.9, max_tokens: 64 },
    keepingTo: (schema) => ({ output_config: { format: { type: 'json_schema', schema } } }),
  }),
  hosted(gemini, {
    name: 'Google Gemini',
    provider: 'google',
    lastWord: false,
    sent: (messages, systemPrompt) => ({
      systemInstruction: { parts: [{ text: systemPrompt }] },
      contents: messages.map(({ role, content }) => ({
        role: role === 'user' ? 'user' : 'model',
        parts: [{ text: content }],
      })),
    }),
    parameters: { generationConfig: { temperature: 0.3, topP: 0.9, maxOutputTokens: 64 } },
    keepingTo: (schema) => ({
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema },
    }),
  }),
  hosted(mistralChat, {
    name: 'Mistral',
    provider: 'mistral',
    counts: { cached: true, reasoning: false },
    sent: (messages, systemPrompt) => ({
      stream: true,
      messages: [
        { role: 'system', content: systemPrompt },
        ...messages.map((one) => (one.role === 'user' ? asList(one, 'text') : one)),
      ],
    }),
    parameters: { temperature: 0.3, top_p: 0.9, max_tokens: 64 },
    keepingTo: responseFormat,
  }),
  hosted(cohereChat, {
    name: 'Cohere',
    provider: 'cohere',
    sent: inMessages,
    parameters: { temperature: 0.3, p: 0.9, max_tokens: 64 },
    keepingTo: (schema) => ({ response_format: { type: 'json_object', json_schema: schema } }),
  }),
  {
    ...chatCompletions,
    name: 'OpenAI-compatible',
    provider: 'custom',
    openaiApi: 'responses',
    parameters: { temperature: 0.3, top_p: 0.9, max_tokens: 64 },
  },
  {
    name: 'Ollama',
    provider: 'ollama',
    openaiApi: 'responses',
    model: 'qwen3:8b',
    basePath: '',
    start: () => OllamaServer.start(),
    keyRejected,
    modelUnknown: modelNotFound('qwen3:8b'),
    rateLimited,
    overloaded: queueFull,
    rubbish: '{"message": {"content"\n',
    alwaysCounts: false,
    lastWord: true,
    counts: { cached: false, reasoning: false },
    sent: inMessages,
    parameters: { options: { temperature: 0.3, top_p: 0.9, num_predict: 64 } },
    keepingTo: (schema) => ({ format: schema }),
  },
];
