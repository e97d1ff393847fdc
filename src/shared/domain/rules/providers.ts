/** The providers and what is fixed about each. Base URLs and authentication: each provider's API reference, November 2026. */

export const providerIds = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'cohere',
  'ollama',
  'custom',
] as const;

export type ProviderId = (typeof providerIds)[number];

/** OpenAI answers in two languages: the Responses API, and the older Chat Completions that many others speak too. */
export const openaiApis = ['responses', 'chat-completions'] as const;

export type OpenaiApi = (typeof openaiApis)[number];

export interface ProviderFacts {
  /** As shown to a person. */
  readonly label: string;
  /** Used when a configuration gives none; null where one must be given. */
  readonly defaultBaseUrl: string | null;
  /** `optional`: the configuration says by `authentication` whether a key is needed. */
  readonly key: 'required' | 'optional';
}

export const providerFacts: Readonly<Record<ProviderId, ProviderFacts>> = {
  openai: {
    label: 'OpenAI',
    defaultBaseUrl: 'https://api.openai.com/v1',
    key: 'required',
  },
  anthropic: {
    label: 'Anthropic',
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    key: 'required',
  },
  google: {
    label: 'Google Gemini',
    defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    key: 'required',
  },
  mistral: {
    label: 'Mistral',
    defaultBaseUrl: 'https://api.mistral.ai/v1',
    key: 'required',
  },
  cohere: {
    label: 'Cohere',
    defaultBaseUrl: 'https://api.cohere.com',
    key: 'required',
  },
  ollama: {
    label: 'Ollama',
    defaultBaseUrl: 'http://127.0.0.1:11434',
    key: 'optional',
  },
  custom: {
    label: 'OpenAI-compatible',
    defaultBaseUrl: null,
    key: 'optional',
  },
};
