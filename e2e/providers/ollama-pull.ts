import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Gate } from './gate.ts';
import type { OllamaModel } from './ollama-models.ts';

/** How a pull goes. Places in it are told in bytes downloaded of all layers together, those there already included. */
export interface PullScript {
  /** Bytes from one line to the next; a tenth of a layer unless given. */
  readonly step?: number;
  /** The server stands still there until the test lets it go on. */
  readonly holds?: readonly { readonly at: number; readonly gate: Gate }[];
  /** The pull fails there, with a line `{"error": …}`. */
  readonly failure?: { readonly at: number; readonly error: string };
  /** What is sent there instead of anything more. The connection stays open. */
  readonly nonsense?: { readonly at: number; readonly text: string };
}

/** One line, as it was sent. */
export interface SentLine {
  readonly status: string;
  readonly digest?: string;
  readonly total?: number;
  readonly completed?: number;
}

interface PullParts {
  /** Null where the registry knows none of that name. */
  readonly model: OllamaModel | null;
  readonly script: PullScript;
  /** Bytes there are already, by the digest of the layer; brought up to date as it goes. */
  readonly kept: Map<string, number>;
  readonly onLine: (line: SentLine) => void;
}

/**
 * Streams a pull as Ollama does (server/download.go): layer after layer, of each at first its size without `completed`
 * where nothing of it is there, otherwise with what is. Answers whether it came to its end; what was downloaded is kept
 * in any case.
 */
export async function playPull(
  { model, script, kept, onLine }: PullParts,
  response: ServerResponse,
): Promise<boolean> {
  const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
  const write = (line: object | string) =>
    new Promise((resolve) =>
      response.write(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`, resolve),
    );
  const send = async (line: SentLine) => {
    await Promise.race([write(line), gone]);
    onLine(line);
  };

  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  await send({ status: 'pulling manifest' });
  if (model === null) {
    await write({ error: 'pull model manifest: file does not exist' });
    response.end();
    return false;
  }

  const holds = [...(script.holds ?? [])].sort((one, other) => one.at - other.at);
  let before = 0;
  /** Whether the pull goes on from where it has come to. */
  const pass = async (downloaded: number): Promise<boolean> => {
    for (let next = holds[0]; next !== undefined && next.at <= downloaded; next = holds[0]) {
      holds.shift();
      if ((await Promise.race([next.gate.pass(), gone])) === 'gone') return false;
    }
    const { failure, nonsense } = script;
    if (failure !== undefined && failure.at <= downloaded) {
      await write({ error: failure.error });
      response.end();
      return false;
    }
    if (nonsense !== undefined && nonsense.at <= downloaded) {
      await write(nonsense.text);
      await gone;
      return false;
    }
    return !response.destroyed;
  };

  for (const { digest, size } of model.layers ?? []) {
    const status = `pulling ${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
    let completed = kept.get(digest) ?? 0;
    await send({ status, digest, total: size, ...(completed > 0 && { completed }) });
    const step = script.step ?? Math.ceil(size / 10);
    while (completed < size) {
      if (!(await pass(before + completed))) return false;
      // To the next line, or to the next place at which something happens.
      const places = [...holds.map(({ at }) => at), script.failure?.at, script.nonsense?.at];
      const stops = places.filter((at) => at !== undefined && at > before + completed);
      completed = Math.min(size, completed + step, ...stops.map((at) => Number(at) - before));
      kept.set(digest, completed);
      await send({ status, digest, total: size, completed });
      await nextTurn();
    }
    before += size;
    if (!(await pass(before))) return false;
  }
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) {
    if (response.destroyed) return false;
    await send({ status });
  }
  response.end();
  return true;
}
