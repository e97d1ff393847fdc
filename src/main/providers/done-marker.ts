/** The last event of a Chat Completions stream is `data: [DONE]`; the SDK swallows it. */
const marker = '[DONE]';
/** Enough for the marker and the line ends after it, in bytes. */
const tailLength = 32;

/** `fetch`, with a way to ask whether what has been read of the answer ends with the done marker. */
export function watchForDone(fetch: typeof globalThis.fetch): {
  readonly fetch: typeof globalThis.fetch;
  readonly seen: () => boolean;
} {
  let tail = Buffer.alloc(0);
  return {
    seen: () => tail.includes(marker),
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const watched = response.body?.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            tail = Buffer.concat([tail, chunk.subarray(-tailLength)]).subarray(-tailLength);
            controller.enqueue(chunk);
          },
        }),
      );
      return new Response(watched ?? null, response);
    },
  };
}
