import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { play, type Wire } from './play.ts';
import { ProviderServer, sendJson } from './provider-server.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { PlainAnswer, StreamedAnswer } from './scenario.ts';

interface OllamaModel {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** As Ollama writes it: `8.0B`. */
  readonly parameterSize: string;
}

interface OllamaOptions {
  readonly models?: readonly OllamaModel[];
}

/** Durations Ollama reports at the end of an answer, in nanoseconds. */
export const ollamaDurations = {
  total: 2_500_000_000,
  load: 1_200_000_000,
  promptEval: 300_000_000,
  eval: 1_000_000_000,
} as const;

const usualModels: readonly OllamaModel[] = [
  { name: 'llama3.2:latest', size: 2_019_393_189, parameterSize: '3.2B' },
  { name: 'qwen3:8b', size: 5_225_388_164, parameterSize: '8.2B' },
];

const usualAnswer: StreamedAnswer = {
  steps: [{ text: 'Drawn ' }, { text: 'from the ' }, { text: 'local well.' }],
};

/** A server that speaks Ollama's own API. */
export class OllamaServer extends ProviderServer {
  readonly models: readonly OllamaModel[];

  private constructor(options: OllamaOptions) {
    super();
    this.models = options.models ?? usualModels;
  }

  static start(options: OllamaOptions = {}): Promise<OllamaServer> {
    return new OllamaServer(options).listen();
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const model = this.#modelOf(request.json);
    switch (`${request.method} ${request.path}`) {
      case 'POST /api/chat': {
        const scripted = this.generationArrived(request);
        const refused = model.found === undefined ? modelNotFound(model.asked) : undefined;
        await play(scripted ?? refused ?? usualAnswer, wireFor(model.asked), response);
        return;
      }
      case 'POST /api/show':
        if (model.found === undefined) await play(modelNotFound(model.asked), noWire, response);
        else sendJson(response, 200, details(model.found));
        return;
      case 'GET /api/tags':
        sendJson(response, 200, { models: this.models.map(tag) });
        return;
      case 'GET /api/version':
        sendJson(response, 200, { version: '0.12.6' });
        return;
      case 'GET /':
        response.writeHead(200, { 'content-type': 'text/plain' }).end('Ollama is running');
        return;
      default:
        response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    }
  }

  /** A name without a tag means `:latest`. */
  #modelOf(json: unknown): { readonly asked: string; readonly found: OllamaModel | undefined } {
    const asked = z.object({ model: z.string() }).safeParse(json).data?.model ?? '';
    const full = asked.includes(':') ? asked : `${asked}:latest`;
    return { asked, found: this.models.find((one) => one.name === full) };
  }
}

export function modelNotFound(model: string): PlainAnswer {
  return { status: 404, body: { error: `model '${model}' not found` } };
}

/** 503, as when Ollama's queue is full. */
export const queueFull: PlainAnswer = {
  status: 503,
  body: { error: 'server busy, please try again.  maximum pending requests exceeded' },
};

/** One JSON object a line; the last has `done: true` and the figures. */
function wireFor(model: string): Wire {
  const line = (fields: object) =>
    `${JSON.stringify({ model, created_at: '2026-11-23T09:00:00.000000001Z', ...fields })}\n`;
  return {
    contentType: 'application/x-ndjson',
    opening: () => '',
    text: (content) => line({ message: { role: 'assistant', content }, done: false }),
    reasoning: (thinking) =>
      line({ message: { role: 'assistant', content: '', thinking }, done: false }),
    failure: (message) => `${JSON.stringify({ error: message })}\n`,
    closing: (finish, usage) =>
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: finish,
        total_duration: ollamaDurations.total,
        load_duration: ollamaDurations.load,
        // Counts are left out, not zero, where Ollama has none.
        ...(usage !== null && { prompt_eval_count: usage.input }),
        prompt_eval_duration: ollamaDurations.promptEval,
        ...(usage !== null && { eval_count: usage.output }),
        eval_duration: ollamaDurations.eval,
      }),
  };
}

const noWire = wireFor('');

function tag({ name, size, parameterSize }: OllamaModel): unknown {
  return {
    name,
    model: name,
    modified_at: '2026-10-01T12:00:00.123456789+02:00',
    size,
    digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72',
    details: {
      parent_model: '',
      format: 'gguf',
      family: 'llama',
      families: ['llama'],
      parameter_size: parameterSize,
      quantization_level: 'Q4_K_M',
    },
  };
}

function details({ parameterSize }: OllamaModel): unknown {
  return {
    license: 'A licence',
    modelfile: '# Modelfile',
    parameters: 'stop "<|eot_id|>"',
    template: '{{ .Prompt }}',
    details: {
      parent_model: '',
      format: 'gguf',
      family: 'llama',
      families: ['llama'],
      parameter_size: parameterSize,
      quantization_level: 'Q4_K_M',
    },
    model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 },
    capabilities: ['completion', 'tools'],
    modified_at: '2026-10-01T12:00:00.123456789+02:00',
  };
}
