import { defineConfig } from '@playwright/test';
import type { HostOptions } from './e2e/fixtures.ts';

/**
 * The same specs against both hosts, and `electron/` besides for what only a window has; `built/` looks at what was
 * built and packaged, and starts nothing. They run the built app, so build before: `electron-vite build`. Every key in
 * them is a canary made for the test, so a trace of a failure can hold no other.
 */
export default defineConfig<object, HostOptions>({
  testDir: 'e2e/specs',
  outputDir: 'dist/e2e',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  // Limits for what hangs, not for what is slow: a busy machine takes many times as long as an idle one.
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
  },
  projects: [
    { name: 'built', testMatch: 'built/**' },
    { name: 'web', testIgnore: ['built/**', 'electron/**'], use: { hostKind: 'web' } },
    { name: 'electron', testIgnore: 'built/**', use: { hostKind: 'electron' } },
  ],
});
