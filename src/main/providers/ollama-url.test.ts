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
  ["' gpu-box '", 'http://gpu-box:11434'],
  ['gpu-box:99999', 'http://gpu-box:11434'],
  ['gpu-box:', 'http://gpu-box:11434'],
  ['https://gpu-box:99999', 'https://gpu-box'],
  [':-1', 'http://127.0.0.1:11434'],
  ['::1', 'http://[::1]:11434'],
  ['[::1]', 'http://[::1]:11434'],
  ['::', 'http://[::1]:11434'],
  ['[fd00::7]:8080', 'http://[fd00::7]:8080'],
  ['https://[fd00::7]', 'https://[fd00::7]'],
  ['HTTP://gpu-box:8080', 'http://gpu-box:8080'],
  ['https://proxy.example/ollama/', 'https://proxy.example/ollama'],
  ['proxy.example:8080/ollama', 'http://proxy.example:8080/ollama'],
  ['ollama.com', 'https://ollama.com'],
  ['user:secret@gpu-box', 'http://127.0.0.1:11434'],
  ['http://user:secret@gpu-box:1', 'http://127.0.0.1:11434'],
  ['ftp://gpu-box', 'http://127.0.0.1:11434'],
  ['what is this', 'http://127.0.0.1:11434'],
])('OLLAMA_HOST=%s is %s', (host, url) => {
  expect(ollamaUrl(host)).toBe(url);
});
