import { AppError } from '#shared/errors.ts';

/** In bytes. Above the longest text that the contract lets through, a file to import, unless much of it is not ASCII. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** Thrown for a body over the limit. */
export class BodyTooLarge extends AppError {
  constructor() {
    super(
      'invalid-input',
      'This is more than Keywell takes in one request, which is 32 MB. Send a shorter text.',
    );
  }
}

/** Reads a JSON body of at most `maxBodyBytes`, stopping as soon as it has more. Throws `invalid-input`. */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw new BodyTooLarge();
  const text = await readText(request.body);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and a body may hold a key.
    throw new AppError('invalid-input', 'The request is not JSON. Reload the page and try again.');
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
