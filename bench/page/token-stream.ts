/** A provider that streams Markdown at the pace of the clock. */
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** In code points: what a token is in English, about. */
const tokenLength = 4;
/** Between two looks at how many tokens are due, in milliseconds. */
const tickMs = 10;

export interface Streamed {
  readonly tokens: readonly string[];
  readonly endedAt: number;
}

function section(number: number): string {
  return `## ${number}. How deep is the well?

It is **${number} fathoms** deep, *and clear*; see [the survey](https://wells.example/${number}) — naïve, 深い, 🪣.

1. Lower the bucket by \`${number}\` turns.
2. Wait until the rope is slack.
   - Then wait a little more.

| Depth | Pressure | Clear |
| ---: | ---: | :-: |
| ${number} m | ${(number * 0.0981).toFixed(3)} bar | yes |
| ${number + 10} m | ${((number + 10) * 0.0981).toFixed(3)} bar | no |

\`\`\`typescript
/** In bar, for a depth in metres. */
export function pressureAt${number}(depth: number): number {
  const density = 1_000; // kg a cubic metre
  return depth * density * 9.81 / 1e5 + ${number};
}
\`\`\`

> The rope remembers what the bucket forgets.

`;
}

/** As many tokens as the stream needs, no two sections the same. */
function answerOf(count: number): readonly string[] {
  let points: string[] = [];
  for (let number = 1; points.length < count * tokenLength; number += 1) {
    points = points.concat([...section(number)]);
  }
  return Array.from({ length: count }, (_, at) =>
    points.slice(at * tokenLength, (at + 1) * tokenLength).join(''),
  );
}

function event(delta: object, finish: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'b', object: 'chat.completion.chunk', choices })}\n\n`;
}

/** Sends each token as an event of its own, at the pace of the clock, whatever a timer's worth. */
export async function streamTokens(
  response: ServerResponse,
  { seconds, tokensASecond }: { readonly seconds: number; readonly tokensASecond: number },
): Promise<Streamed> {
  const tokens = answerOf(seconds * tokensASecond);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const startedAt = performance.now();
  let sent = 0;
  while (sent < tokens.length && !response.destroyed) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * tokensASecond);
    for (; sent < Math.min(due, tokens.length); sent += 1) {
      response.write(event({ content: tokens[sent] }, null));
    }
    await pause(tickMs);
  }
  response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
  return { tokens, endedAt: performance.now() };
}
