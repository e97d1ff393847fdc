import type { Page } from '@playwright/test';

/**
 * Notes whatever the web host sends to `page`: the bodies of answers, and each server-sent event. Call it before the
 * page is opened. Resolves with a function that gives what has come so far.
 */
export async function recordMessages(page: Page): Promise<() => Promise<string>> {
  const bodies: Promise<string>[] = [];
  const events: string[] = [];

  page.on('response', (response) => {
    // The event stream has no end that could be waited for; its events come below, one by one.
    if (!['fetch', 'xhr', 'document'].includes(response.request().resourceType())) return;
    bodies.push(response.text().catch(() => ''));
  });
  const session = await page.context().newCDPSession(page);
  session.on('Network.eventSourceMessageReceived', ({ data }) => events.push(data));
  await session.send('Network.enable');

  return async () => [...(await Promise.all(bodies)), ...events].join('\n');
}
