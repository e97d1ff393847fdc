import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentSecurityPolicy, createNonce, withNonce } from './page-security.ts';

/** A file of the built renderer, ready to be sent. */
export interface RendererFile {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Finds what a URL's path stands for in the built renderer: the page for `/`, or a file of a kind listed above.
 * Null for all else, whatever leads out of the folder included.
 *
 * @param pathname as it stands in the URL, still percent-encoded
 */
export async function readRendererFile(
  rendererFolder: string,
  pathname: string,
): Promise<RendererFile | null> {
  const segments = segmentsOf(pathname);
  if (segments === null) return null;
  const path = segments.join('/');
  if (path === '' || path === 'index.html') return readPage(rendererFolder);

  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) return null;
  const body = await read(join(rendererFolder, path));
  if (body === null) return null;
  // Everything under assets/ has a hash of its content in its name.
  const cacheControl =
    segments[0] === 'assets' ? 'private, max-age=31536000, immutable' : 'no-cache';
  return { body, headers: { 'content-type': contentType, 'cache-control': cacheControl } };
}

/** The page, with a nonce of its own and the policy that names it. */
async function readPage(rendererFolder: string): Promise<RendererFile | null> {
  const page = await read(join(rendererFolder, 'index.html'));
  if (page === null) return null;
  const nonce = createNonce();
  return {
    body: withNonce(new TextDecoder().decode(page), nonce),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
  };
}

/** Splits before decoding, so that an encoded slash cannot make a segment. Null if any segment is not a plain name. */
function segmentsOf(pathname: string): readonly string[] | null {
  try {
    const segments = pathname
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    return segments.every(isPlainName) ? segments : null;
  } catch {
    return null;
  }
}

function isPlainName(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/[/\\:\0]/.test(segment);
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
