import { afterAll, describe, expect, it } from 'vitest';
import { readRendererFile } from './renderer-files.ts';
import { makeRendererFolder } from './testing/renderer-folder.ts';

const renderer = makeRendererFolder();
afterAll(renderer.remove);

const read = (pathname: string) => readRendererFile(renderer.path, pathname);

function nonceOf(policy: string | undefined): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
}

describe('the page', () => {
  it.each(['/', '/index.html'])('is served for %s', async (pathname) => {
    const file = await read(pathname);
    expect(file?.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(file?.body).toContain('/assets/index-abc.js');
  });

  it('carries the nonce of its own policy, another with every load', async () => {
    const [first, second] = [await read('/'), await read('/')];
    const nonce = nonceOf(first?.headers['content-security-policy']);
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(first?.body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
    expect(first?.body).not.toContain('__CSP_NONCE__');
    expect(nonceOf(second?.headers['content-security-policy'])).not.toBe(nonce);
  });

  it('has exactly the policy that was decided on', async () => {
    const policy = (await read('/'))?.headers['content-security-policy'];
    expect(policy?.replace(nonceOf(policy) ?? '', 'N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('is not kept by caches, because its nonce is for one load', async () => {
    expect((await read('/'))?.headers['cache-control']).toBe('no-store');
  });
});

describe('other files', () => {
  it.each([
    ['/assets/index-abc.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-abc.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s comes as %s', async (pathname, contentType) => {
    expect((await read(pathname))?.headers['content-type']).toBe(contentType);
  });

  it('are kept for good if their name has their hash, and asked for again if not', async () => {
    expect((await read('/assets/index-abc.js'))?.headers['cache-control']).toContain('immutable');
    expect((await read('/icon.svg'))?.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/../outside.js',
    '/assets/../../outside.js',
    '/%2e%2e/outside.js',
    '/..%2foutside.js',
    '/..%5coutside.js',
    '/assets/%2e%2e%2f%2e%2e%2foutside.js',
    '/%252e%252e/outside.js',
    '/%00/outside.js',
    '/c:/outside.js',
    '/%zz.js',
    '/missing.js',
    '/configurations',
    '/assets/',
    '/notes.txt',
  ])('%s is not there', async (pathname) => {
    expect(await read(pathname)).toBeNull();
  });
});
