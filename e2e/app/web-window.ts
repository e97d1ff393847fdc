import type { Browser } from '@playwright/test';
import type { Result } from '#shared/errors.ts';
import { recordMessages } from './messages.ts';
import { type StartOptions, WebProcess } from './web-process.ts';
import type { AppWindow } from './window.ts';

/** Starts the web host, and opens it in a tab of a browser session of its own. */
export async function openWebWindow(browser: Browser, options: StartOptions): Promise<AppWindow> {
  const host = await WebProcess.start(options);
  const context = await browser.newContext();
  const page = await context.newPage();
  const received = await recordMessages(page);
  await page.goto(host.readyUrl.href);
  return {
    page,
    received,
    request: (route, input) => page.evaluate(requestInPage, { route, input }),
    // The page goes first: with its host gone it would only report that it cannot be reached.
    async stop() {
      await context.close();
      await host.stop();
    },
    async kill() {
      await context.close();
      await host.kill();
    },
  };
}

/** Runs in the page. */
async function requestInPage(body: { route: string; input: unknown }): Promise<Result<unknown>> {
  const response = await fetch('/api/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-keywell-client': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  return response.json();
}
