import { expect, test } from 'vitest';
import { ollamaUrl } from './ollama-url.ts';

test.each([
  [undefined, 'http://127.0.0.1:11434'],
  ['', 'http://127.0.0.1:11434'],
  ['127.0.0.1', 'http://127.0.0.1:11434'],
  ['0.0.0.0', 'http://127.0.0.1:11434'],
  ['0.0.0.0:8080', 'http://127.0.0.1:8080'],
  ['[::]:8080', 'http://[::1]:8080'],
  [':8080', 'http://127.0.0.1:8080'],
  ['gpu-box', 'http://gpu-box:11434'],
  ['gpu-box:8080', 'http://gpu-box:8080'],
  ['http://gpu-box:8080', 'http://gpu-box:8080'],
  ['http://gpu-box', 'http://gpu-box'],
  ['https://gpu-box/', 'https://gpu-box'],
  ['  "gpu-box:8080" ', 'http://gpu-box:8080'],
  ['gpu-box:99999', 'http://127.0.0.1:11434'],
  ['what is this', 'http://127.0.0.1:11434'],
])('OLLAMA_HOST=%s is %s', (host, url) => {
  expect(ollamaUrl(host)).toBe(url);
});
