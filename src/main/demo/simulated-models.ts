import { createHash } from 'node:crypto';
import { z } from 'zod';
import { steadily, streamedResponse } from './steady-stream.ts';

interface SimulatedModel {
  /** In bytes. */
  readonly size: number;
  readonly parameters: string;
  readonly digest: string;
}

/** What can be pulled, and the first of it is installed to begin with. */
const library: Readonly<Record<string, SimulatedModel>> = {
  'simulated-small:3b': model('simulated-small', 2_019_393_189, '3.2B'),
  'simulated-tiny:1b': model('simulated-tiny', 815_319_791, '1.0B'),
};

const linesPerSecond = 10;
const pullSeconds = 6;
const fiveMinutesMs = 300_000;

const asked = z
  .object({
    model: z.string().optional(),
    name: z.string().optional(),
    source: z.string().optional(),
    destination: z.string().optional(),
    keep_alive: z.unknown().optional(),
  })
  .catch({});

/** The models of the simulated Ollama server: what is done with them lasts until Keywell is closed. */
export class SimulatedModels {
  readonly #installed = new Map(Object.entries(library).slice(0, 1));
  /** When each is unloaded, in milliseconds since 1970. */
  readonly #loaded = new Map<string, number>();

  /** Null for a request that is not about managing models. */
  answer(route: string, body: string | null, signal: AbortSignal): Response | null {
    const request = body === null ? asked.parse({}) : asked.parse(JSON.parse(body));
    const name = withTag(request.model ?? request.name ?? request.source ?? '');
    switch (route) {
      case 'GET /api/tags':
        return Response.json({ models: [...this.#installed].map(tag) });
      case 'GET /api/ps':
        return Response.json({ models: this.#inMemory() });
      case 'POST /api/pull':
        return streamedResponse(this.#pull(name, signal), 'application/x-ndjson');
      case 'POST /api/show':
      case 'POST /api/generate':
      case 'POST /api/copy':
      case 'DELETE /api/delete': {
        const found = this.#installed.get(name);
        if (found !== undefined) return this.#change(route, name, found, request);
        return Response.json({ error: `model '${name}' not found` }, { status: 404 });
      }
      default:
        return null;
    }
  }

  #change(
    route: string,
    name: string,
    found: SimulatedModel,
    { destination = '', keep_alive: keepAlive }: z.infer<typeof asked>,
  ): Response {
    switch (route) {
      case 'POST /api/show':
        return Response.json(show(found));
      case 'POST /api/copy':
        this.#installed.set(withTag(destination), found);
        break;
      case 'DELETE /api/delete':
        this.#installed.delete(name);
        this.#loaded.delete(name);
        break;
      default:
        if (keepAlive === 0) this.#loaded.delete(name);
        else this.#loaded.set(name, Date.now() + fiveMinutesMs);
        return Response.json({ model: name, response: '', done: true });
    }
    return new Response(null, { status: 200 });
  }

  #inMemory(): readonly object[] {
    return [...this.#loaded].flatMap(([name, until]) => {
      const found = this.#installed.get(name);
      if (found === undefined || until < Date.now()) return [];
      const memory = { size_vram: found.size, context_length: 4_096 };
      return { ...tag([name, found]), ...memory, expires_at: new Date(until).toISOString() };
    });
  }

  async *#pull(name: string, signal: AbortSignal): AsyncGenerator<string> {
    const found = library[name];
    yield line({ status: 'pulling manifest' });
    if (found === undefined) {
      yield line({ error: 'pull model manifest: file does not exist' });
      return;
    }
    const layer = { digest: `sha256:${found.digest}`, total: found.size };
    const steps = Array.from({ length: pullSeconds * linesPerSecond }, (_, at) => at + 1);
    for await (const step of steadily(steps, linesPerSecond, 0, signal)) {
      const completed = Math.round((found.size * step) / steps.length);
      yield line({ status: `pulling ${found.digest.slice(0, 12)}`, ...layer, completed });
    }
    this.#installed.set(name, found);
    yield line({ status: 'success' });
  }
}

function model(name: string, size: number, parameters: string): SimulatedModel {
  return { size, parameters, digest: createHash('sha256').update(name).digest('hex') };
}

function tag([name, { size, digest, parameters }]: [string, SimulatedModel]): object {
  const modified = { modified_at: '2026-11-01T09:00:00Z' };
  return { name, model: name, size, digest, ...modified, details: details(parameters) };
}

function show({ parameters }: SimulatedModel): object {
  return {
    license: 'Simulated. Do with it what you like.',
    template: '{{ .Prompt }}',
    details: details(parameters),
    model_info: {
      'general.architecture': 'simulated',
      'simulated.context_length': 32_768,
    },
    capabilities: ['completion'],
  };
}

function details(parameters: string): object {
  return {
    format: 'gguf',
    family: 'simulated',
    parameter_size: parameters,
    quantization_level: 'Q4_K_M',
  };
}

function line(fields: object): string {
  return `${JSON.stringify(fields)}\n`;
}

function withTag(name: string): string {
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}
