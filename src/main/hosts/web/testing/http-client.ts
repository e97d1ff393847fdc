import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { WebHost } from '../server.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Speaks plain HTTP to a host, with every header as the test wants it: no client's own manners in between. */
export class HttpClient {
  readonly #host: WebHost;
  #cookie: string | undefined;

  constructor(host: WebHost) {
    this.#host = host;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#host.port}`;
  }

  /** Opens the link that the host printed, and keeps the cookie. */
  async signIn(): Promise<Answer> {
    const { pathname, search } = new URL(this.#host.readyUrl);
    const answer = await this.send({ path: pathname + search });
    this.#cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
    return answer;
  }

  async send(parts: RequestParts): Promise<Answer> {
    const response = await this.#open(parts);
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += chunk;
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  }

  /** A request as our page would send it; `overrides` change or, as undefined, take away a header. */
  post(
    clientId: string,
    body: string,
    overrides: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Answer> {
    const headers: Record<string, string | undefined> = {
      'content-type': 'application/json',
      'x-keywell-client': clientId,
      origin: this.origin,
      ...overrides,
    };
    const present = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return this.send({
      method: 'POST',
      path: '/api/request',
      headers: Object.fromEntries(present),
      body,
    });
  }

  /** Opens the event stream of a client; resolves once it is open. */
  async listen(clientId: string): Promise<EventReader> {
    const response = await this.#open({ path: `/api/events?client=${clientId}` });
    return new EventReader(response);
  }

  #open({
    method = 'GET',
    path = '/',
    headers = {},
    body,
  }: RequestParts): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request: ClientRequest = httpRequest({
        host: '127.0.0.1',
        port: this.#host.port,
        method,
        path,
        headers: { ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }), ...headers },
        agent: false,
      });
      request.on('response', resolve).on('error', reject);
      request.end(body);
    });
  }
}

interface ReceivedEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Reads a server-sent event stream, event by event. */
class EventReader {
  readonly response: IncomingMessage;
  readonly #lines: AsyncIterator<string>;

  constructor(response: IncomingMessage) {
    this.response = response;
    this.#lines = createInterface({ input: response })[Symbol.asyncIterator]();
  }

  /** The next event, or null when the stream has ended. */
  async next(): Promise<ReceivedEvent | null> {
    let event = '';
    for (;;) {
      const line = await this.#lines.next();
      if (line.done) return null;
      if (line.value.startsWith('event: ')) event = line.value.slice(7);
      if (line.value.startsWith('data: ')) return { event, data: JSON.parse(line.value.slice(6)) };
    }
  }

  close(): void {
    this.response.destroy();
  }
}
