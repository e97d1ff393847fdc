import type { SimulatedChat } from './simulated-chat.ts';
import { steadily, streamedResponse } from './steady-stream.ts';

const tokensPerSecond = 25;
const loadMs = 900;
const nanosecondsPerMs = 1e6;

/** An Ollama server, but for its models. Null for what it does not have. */
export function simulatedOllama(
  route: string,
  chat: SimulatedChat | null,
  signal: AbortSignal,
): Response | null {
  switch (route) {
    case 'GET /api/version':
      return Response.json({ version: '0.12.6' });
    case 'POST /api/chat':
      return chat && streamedResponse(lines(chat, signal), 'application/x-ndjson');
    default:
      return null;
  }
}

async function* lines(
  { model, reasoning, text, inputTokens, cut }: SimulatedChat,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const line = (fields: object) =>
    `${JSON.stringify({ model, created_at: new Date().toISOString(), ...fields })}\n`;
  const messages = [
    ...reasoning.map((thinking) => ({ role: 'assistant', content: '', thinking })),
    ...text.map((content) => ({ role: 'assistant', content })),
  ];
  for await (const message of steadily(messages, tokensPerSecond, loadMs, signal)) {
    yield line({ message, done: false });
  }
  const generationMs = (messages.length * 1_000) / tokensPerSecond;
  yield line({
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: cut ? 'length' : 'stop',
    total_duration: (loadMs + generationMs) * nanosecondsPerMs,
    load_duration: loadMs * nanosecondsPerMs,
    prompt_eval_count: inputTokens,
    eval_count: messages.length,
    eval_duration: generationMs * nanosecondsPerMs,
  });
}
