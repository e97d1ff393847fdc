import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RecordedRequest, recordRequest } from './recorded-request.ts';
import type { Scenario } from './scenario.ts';

/**
 * An HTTP server on a free loopback port that records what it is asked and answers as a provider does. What it
 * answers to a generation is scripted by the test: one scenario for each, in order, then its usual answer.
 */
export abstract class ProviderServer {
  /** Every request, in order of arrival. */
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;
  readonly #scenarios: Scenario[] = [];
  readonly #arrived: RecordedRequest[] = [];
  readonly #awaited: ((request: RecordedRequest) => void)[] = [];
  #port = 0;

  protected constructor() {
    this.#server = createServer((request, response) => {
      recordRequest(request, response)
        .then((recorded) => {
          this.requests.push(recorded);
          return this.answer(recorded, response);
        })
        // The client went away while the request was read, or an answer could not be written to it.
        .catch(() => response.destroy());
    });
  }

  /** Answers one request; for a generation it asks `generationArrived` for what the test has scripted. */
  protected abstract answer(request: RecordedRequest, response: ServerResponse): Promise<void>;

  /** On a free port at first; after `close`, on the same one again. */
  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** `http://127.0.0.1:PORT`, without a trailing slash; also while it is closed. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Scripts the next generations, one scenario each, after those already scripted. */
  answerNext(...scenarios: readonly Scenario[]): void {
    this.#scenarios.push(...scenarios);
  }

  /** The next generation request not yet taken, as soon as it has arrived. */
  takeGeneration(): Promise<RecordedRequest> {
    const arrived = this.#arrived.shift();
    if (arrived !== undefined) return Promise.resolve(arrived);
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  /** Closes every connection, too, as when its process is killed. Closing it again does nothing. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Notes a generation's arrival, and gives what was scripted for it, if anything. */
  protected generationArrived(request: RecordedRequest): Scenario | undefined {
    const awaited = this.#awaited.shift();
    if (awaited === undefined) this.#arrived.push(request);
    else awaited(request);
    return this.#scenarios.shift();
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
