import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { PlainAnswer, Scenario, StreamedAnswer, TokenCounts } from './scenario.ts';

/** How one provider writes the parts of a stream, line ends as `\n`. */
export interface Wire {
  readonly contentType: string;
  /** What comes before any text; empty if nothing does. */
  opening(): string;
  text(delta: string): string;
  reasoning(delta: string): string;
  failure(message: string): string;
  /** `usage` null: without figures. */
  closing(finish: 'stop' | 'length', usage: TokenCounts | null): string;
}

/** Between two pieces of an endless answer, in milliseconds: brisk, without filling memory. */
const endlessPauseMs = 5;

/** Carries `scenario` out on `response`, and returns when it is through or the client has gone. */
export async function play(
  scenario: Scenario,
  wire: Wire,
  response: ServerResponse,
): Promise<void> {
  const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
  if (scenario.holdHeaders !== undefined) {
    if ((await Promise.race([scenario.holdHeaders.pass(), gone])) === 'gone') return;
  }
  if ('status' in scenario) playPlain(scenario, response);
  else await playStream(scenario, wire, response, gone);
}

function playPlain({ status, headers, body }: PlainAnswer, response: ServerResponse): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': contentType, ...headers }).end(text);
}

async function playStream(
  answer: StreamedAnswer,
  wire: Wire,
  response: ServerResponse,
  gone: Promise<'gone'>,
): Promise<void> {
  const send = sender(answer, response);
  response.writeHead(200, { 'content-type': wire.contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
  let opened = false;
  const sendOpened = async (part: string) => {
    await send(opened ? part : wire.opening() + part);
    opened = true;
  };

  for (const step of answer.steps) {
    if (step === 'end') {
      response.end();
      return;
    }
    if (step === 'reset') {
      // A reset may overtake what was just written: a test that wants that text puts a gate before.
      response.socket?.resetAndDestroy();
      return;
    }
    if ('text' in step) await sendOpened(wire.text(step.text));
    else if ('reasoning' in step) await sendOpened(wire.reasoning(step.reasoning));
    else if ('failure' in step) await sendOpened(wire.failure(step.failure));
    else if ('raw' in step) await send(step.raw);
    else if ('hold' in step) {
      if ((await Promise.race([step.hold.pass(), gone])) === 'gone') return;
    } else if ('flood' in step) {
      for (const piece of step.flood.pieces()) {
        if (response.destroyed) return;
        await sendOpened(wire.text(piece));
      }
    } else {
      while (!response.destroyed) {
        await sendOpened(wire.text(step.endlessly));
        await Promise.race([pause(endlessPauseMs), gone]);
      }
      return;
    }
  }
  const usage = answer.usage === undefined ? countsOf(answer) : answer.usage;
  await sendOpened(wire.closing(answer.finish ?? 'stop', usage));
  if (answer.staysOpen) await gone;
  else response.end();
}

/** Writes one part after the other, each cut the scripted way; a cut is an HTTP chunk of its own on its way. */
function sender({ lineEnd, splitAt }: StreamedAnswer, response: ServerResponse) {
  let sent = 0;
  return async (part: string): Promise<void> => {
    const bytes = Buffer.from(lineEnd === '\r\n' ? part.replaceAll('\n', '\r\n') : part);
    const cuts = splitAt === 'every-byte' ? bytes.keys() : [0, (splitAt ?? 0) - sent];
    const starts = [...cuts].filter((at) => at >= 0 && at < bytes.length);
    for (const [index, start] of starts.entries()) {
      const piece = bytes.subarray(start, starts[index + 1]);
      if (piece.length === 0) continue;
      await new Promise((resolve) => response.write(piece, resolve));
      // A client that reads late would join the pieces again.
      if (starts.length > 1) await nextTurn();
    }
    sent += bytes.length;
  };
}

/** Figures a provider could have counted: one token a step of text or reasoning. */
function countsOf({ steps }: StreamedAnswer): TokenCounts {
  const reasoning = steps.filter((step) => typeof step === 'object' && 'reasoning' in step).length;
  const text = steps.filter((step) => typeof step === 'object' && 'text' in step).length;
  return { input: 11, output: text + reasoning, ...(reasoning > 0 && { reasoning }) };
}
