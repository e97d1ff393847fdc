import { expect, test } from 'vitest';
import { DoneMarker } from './done-marker.ts';

function seen(...chunks: readonly string[]): boolean {
  const marker = new DoneMarker();
  for (const chunk of chunks) marker.watch(Buffer.from(chunk));
  return marker.seen;
}

test.each([
  ['data: {"choices": []}\n\ndata: [DONE]\n\n'],
  ['data: {"choices": []}\r\n\r\ndata: [DONE]\r\n\r\n'],
  ['data:[DONE]'],
  ['data: {}\n\ndata: [DONE]\n\n', ': goodbye, and thanks for asking\n\n'],
])('is found where it is a line of its own: %j', (...chunks) => {
  expect(seen(...chunks)).toBe(true);
});

test('is found however the stream is cut', () => {
  const stream = 'data: {"choices": []}\n\ndata: [DONE]\n\n';
  for (let at = 0; at <= stream.length; at += 1) {
    expect(seen(stream.slice(0, at), stream.slice(at))).toBe(true);
  }
  expect(seen(...stream)).toBe(true);
});

test.each([
  ['data: {"choices": [{"delta": {"content": "[DONE]"}}]}\n\n'],
  ['data: {"choices": [{"delta": {"content": "It ends with\\ndata: [DONE]', '\\n"}}]}\n\n'],
  ['data: {"content": "data: [DONE]"}\n\n'],
])('is not found in a text that speaks of it: %j', (...chunks) => {
  expect(seen(...chunks)).toBe(false);
});
