import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Gate } from './gate.ts';
import { digestFor, loaded, shown, tag } from './ollama-answers.ts';
import { chatWire } from './ollama-chat.ts';
import { OllamaMemory } from './ollama-memory.ts';
import { fullName, type OllamaModel, usualModels } from './ollama-models.ts';
import { type PullScript, playPull, type SentLine } from './ollama-pull.ts';
import { play } from './play.ts';
import { ProviderServer, sendJson } from './provider-server.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { PlainAnswer, Scenario, StreamedAnswer } from './scenario.ts';

interface OllamaOptions {
  readonly models?: readonly OllamaModel[];
  /** What its registry offers to be pulled. */
  readonly registry?: readonly OllamaModel[];
}

const usualAnswer: StreamedAnswer = {
  steps: [{ text: 'Drawn ' }, { text: 'from the ' }, { text: 'local well.' }],
};

const body = z.object({
  model: z.string().optional(),
  name: z.string().optional(),
  source: z.string().optional(),
  destination: z.string().optional(),
  prompt: z.string().optional(),
  input: z.array(z.string()).optional(),
  keep_alive: z.union([z.string(), z.number()]).optional(),
});

/**
 * A server that speaks Ollama's own API. `close` is how it is killed: what it has downloaded is still there when it
 * listens again, what it had in memory is not.
 */
export class OllamaServer extends ProviderServer {
  readonly #models: OllamaModel[];
  /** What can be pulled, by name. */
  readonly registry: Map<string, OllamaModel>;
  readonly inMemory = new OllamaMemory();
  /** Bytes of layers on its disk, by digest. */
  readonly kept = new Map<string, number>();
  /** Every line of every pull, by the name that was pulled. */
  readonly sentLines = new Map<string, SentLine[]>();
  readonly #pulls = new Map<string, PullScript[]>();
  readonly #interferences = new Map<string, Scenario | Gate>();
  readonly #arrivals = new Map<string, { arrived: RecordedRequest[]; awaited: Take[] }>();

  private constructor(options: OllamaOptions) {
    super();
    this.#models = [...(options.models ?? usualModels)];
    this.registry = new Map((options.registry ?? []).map((one) => [fullName(one.name), one]));
  }

  static start(options: OllamaOptions = {}): Promise<OllamaServer> {
    return new OllamaServer(options).listen();
  }

  /** What is installed. */
  get models(): readonly OllamaModel[] {
    return this.#models;
  }

  /** As if by somebody else, who uses the command line. */
  install(model: OllamaModel): void {
    this.uninstall(model.name);
    this.#models.push(model);
  }

  /** As `install`. */
  uninstall(name: string): void {
    const at = this.#models.findIndex((one) => one.name === name);
    if (at >= 0) this.#models.splice(at, 1);
  }

  /** Scripts the next pulls of a model, one script each. */
  scriptPull(name: string, ...scripts: readonly PullScript[]): void {
    const waiting = this.#pulls.get(fullName(name)) ?? [];
    this.#pulls.set(fullName(name), [...waiting, ...scripts]);
  }

  /**
   * From now on every request to `path` is answered so, or waits at the gate before it is answered as usual; until
   * `behave`.
   */
  interfere(path: string, how: Scenario | Gate): void {
    this.#interferences.set(path, how);
  }

  behave(): void {
    this.#interferences.clear();
  }

  /** The next request to `path` that was not taken yet, as soon as it has arrived. */
  take(path: string): Promise<RecordedRequest> {
    const { arrived, awaited } = this.#arrivalsAt(path);
    const first = arrived.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => awaited.push(resolve));
  }

  override async close(): Promise<void> {
    this.inMemory.clear();
    await super.close();
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    this.#noteArrival(request);
    const interference = this.#interferences.get(request.path);
    if (interference !== undefined) {
      if (!('pass' in interference)) {
        await play(interference, noWire, response);
        return;
      }
      const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
      if ((await Promise.race([interference.pass(), gone])) === 'gone') return;
    }
    const asked = body.safeParse(request.json).data ?? {};
    const name = asked.model ?? asked.name ?? asked.source ?? '';
    const model = this.#models.find((one) => one.name === fullName(name));
    switch (`${request.method} ${request.path}`) {
      case 'POST /api/chat': {
        const scripted = this.generationArrived(request);
        const refused = model === undefined ? modelNotFound(name) : undefined;
        await play(scripted ?? refused ?? usualAnswer, chatWire(name), response);
        return;
      }
      case 'GET /api/tags':
        sendJson(response, 200, { models: this.#models.map(tag) });
        return;
      case 'GET /api/ps':
        sendJson(response, 200, { models: this.inMemory.now().map(loaded) });
        return;
      case 'GET /api/version':
        sendJson(response, 200, { version: '0.12.6' });
        return;
      case 'GET /':
        response.writeHead(200, { 'content-type': 'text/plain' }).end('Ollama is running');
        return;
      case 'POST /api/pull':
        await this.#pull(name, response);
        return;
      case 'POST /api/show':
      case 'POST /api/generate':
      case 'POST /api/embed':
      case 'POST /api/copy':
      case 'DELETE /api/delete':
        if (model === undefined) await play(modelNotFound(name), noWire, response);
        else this.#answerOf(model, request.path, asked, response);
        return;
      default:
        response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    }
  }

  #answerOf(
    model: OllamaModel,
    path: string,
    { destination = '', keep_alive: keepAlive }: z.infer<typeof body>,
    response: ServerResponse,
  ): void {
    switch (path) {
      case '/api/show':
        sendJson(response, 200, shown(model));
        return;
      case '/api/copy':
        this.install({ ...model, name: fullName(destination), digest: digestFor(model) });
        response.writeHead(200).end();
        return;
      case '/api/delete':
        this.uninstall(model.name);
        this.inMemory.delete(model.name);
        response.writeHead(200).end();
        return;
      default: {
        if (path === '/api/generate' && model.capabilities?.includes('embedding')) {
          const error = `"${model.name}" does not support generate`;
          sendJson(response, 400, { error });
          return;
        }
        const reason = this.inMemory.keep(model, keepAlive);
        sendJson(response, 200, {
          model: model.name,
          response: '',
          done: true,
          done_reason: reason,
        });
      }
    }
  }

  async #pull(name: string, response: ServerResponse): Promise<void> {
    const full = fullName(name);
    const lines = this.sentLines.get(name) ?? [];
    this.sentLines.set(name, lines);
    const model = this.registry.get(full) ?? null;
    const whole = await playPull(
      {
        model,
        script: this.#pulls.get(full)?.shift() ?? {},
        kept: this.kept,
        onLine: (line) => lines.push(line),
      },
      response,
    );
    if (whole && model !== null) this.install({ ...model, name: full });
  }

  #noteArrival(request: RecordedRequest): void {
    const { arrived, awaited } = this.#arrivalsAt(request.path);
    const taker = awaited.shift();
    if (taker === undefined) arrived.push(request);
    else taker(request);
  }

  #arrivalsAt(path: string) {
    const known = this.#arrivals.get(path) ?? { arrived: [], awaited: [] };
    this.#arrivals.set(path, known);
    return known;
  }
}

type Take = (request: RecordedRequest) => void;

const noWire = chatWire('');

export function modelNotFound(model: string): PlainAnswer {
  return { status: 404, body: { error: `model '${model}' not found` } };
}

/** 503, as when Ollama's queue is full. */
export const queueFull: PlainAnswer = {
  status: 503,
  body: { error: 'server busy, please try again.  maximum pending requests exceeded' },
};
