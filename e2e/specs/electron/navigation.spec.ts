/** The window stays on its own page, and opens no other. */
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';

/** From now on notes what would have been opened by the system, and opens nothing. */
async function holdExternal(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  const opened = await app.evaluateHandle(({ shell }) => {
    const links: string[] = [];
    shell.openExternal = async (link) => {
      links.push(link);
    };
    return links;
  });
  return () => opened.evaluate((links) => links);
}

/** Resolves once main has decided about the next navigation. */
function nextNavigation(app: ElectronApplication) {
  return app.evaluate(
    ({ webContents }) =>
      new Promise<{ url: string; prevented: boolean }>((resolve) => {
        for (const contents of webContents.getAllWebContents()) {
          contents.once('will-frame-navigate', ({ url, defaultPrevented }) =>
            resolve({ url, prevented: defaultPrevented }),
          );
        }
      }),
  );
}

const elsewhere = [
  { url: 'https://elsewhere.example/page', opened: ['https://elsewhere.example/page'] },
  { url: 'http://127.0.0.1:9/', opened: [] },
  { url: 'app://other/', opened: [] },
] as const;

for (const { url, opened } of elsewhere) {
  test(`the window does not go to ${url}`, async ({ electronWindow: { app, page } }) => {
    const external = await holdExternal(app);
    const decided = nextNavigation(app);
    await page.evaluate((target) => {
      location.href = target;
    }, url);
    expect(await decided).toEqual({ url, prevented: true });
    expect(page.url()).toBe('app://keywell/');
    expect(await external()).toEqual(opened);
  });
}

test('no page opens a window: an https link goes to the system’s browser, all else nowhere', async ({
  electronWindow: { app, page },
}) => {
  const external = await holdExternal(app);
  const opened = await page.evaluate(() =>
    ['https://elsewhere.example/', 'app://keywell/', 'about:blank', 'file:///etc/hosts'].map(
      (url) => window.open(url) === null,
    ),
  );
  expect(opened).toEqual([true, true, true, true]);
  expect(app.windows()).toHaveLength(1);
  expect(await external()).toEqual(['https://elsewhere.example/']);
});
