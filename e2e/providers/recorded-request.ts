import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, if any. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The key of `Authorization: Bearer …`; null without one. */
  readonly bearer: string | null;
  /** The key, in whichever header it came; null without one. */
  readonly apiKey: string | null;
  readonly body: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
  /** How it ended: `answered` when the server sent its whole answer, `dropped` when the connection closed before. */
  readonly closed: Promise<'answered' | 'dropped'>;
}

/** Reads the whole request, and watches how its response ends. */
export async function recordRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RecordedRequest> {
  const closed = new Promise<'answered' | 'dropped'>((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'dropped'));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    bearer: bearer?.[1] ?? null,
    apiKey: bearer?.[1] ?? keyHeader(request, 'x-api-key') ?? keyHeader(request, 'x-goog-api-key'),
    body,
    json: parsed(body),
    closed,
  };
}

function keyHeader({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
