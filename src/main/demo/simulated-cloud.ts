import type { SimulatedChat } from './simulated-chat.ts';
import { steadily, streamedResponse } from './steady-stream.ts';

const tokensPerSecond = 60;
const firstTokenMs = 350;

/** An endpoint that speaks OpenAI's Chat Completions. Null for what it does not have. */
export function simulatedCloud(
  route: string,
  chat: SimulatedChat | null,
  signal: AbortSignal,
): Response | null {
  switch (route) {
    case 'GET /v1/models':
      return Response.json({ object: 'list', data: [{ id: 'simulated-large', object: 'model' }] });
    case 'POST /v1/chat/completions':
      return chat && streamedResponse(events(chat, signal), 'text/event-stream');
    default:
      return null;
  }
}

async function* events(
  { model, text, inputTokens, cut }: SimulatedChat,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const event = (fields: object) =>
    `data: ${JSON.stringify({ id: 'simulated', object: 'chat.completion.chunk', model, ...fields })}\n\n`;
  const chunk = (delta: object, finishReason: string | null = null) =>
    event({ choices: [{ index: 0, delta, finish_reason: finishReason }] });
  for await (const content of steadily(text, tokensPerSecond, firstTokenMs, signal)) {
    yield chunk({ content });
  }
  yield chunk({}, cut ? 'length' : 'stop');
  yield event({
    choices: [],
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: text.length,
      total_tokens: inputTokens + text.length,
    },
  });
  yield 'data: [DONE]\n\n';
}
