import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small built renderer in a folder of its own, with a file next to it that must never be served. */
export function makeRendererFolder(): { readonly path: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'keywell-renderer-'));
  const path = join(root, 'renderer');
  mkdirSync(join(path, 'assets'), { recursive: true });
  writeFileSync(
    join(path, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/index-abc.js"></script>',
  );
  writeFileSync(join(path, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(join(path, 'assets', 'index-abc.css'), 'body {}');
  writeFileSync(join(path, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(path, 'notes.txt'), 'not of a kind that is served');
  writeFileSync(join(root, 'outside.js'), 'outside');
  return { path, remove: () => rmSync(root, { recursive: true }) };
}
