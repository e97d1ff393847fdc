/** Longer than any list of a provider, in characters. */
const longest = 32 * 1024 * 1024;

/** The body of an answer that is not streamed. Throws `RangeError` for one without end. */
export async function wholeText({ body }: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest) throw new RangeError('The answer is too long.');
  }
  return text + decoder.decode();
}
