/** How the window starts, comes back and leaves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ElectronWindow, electronCommand, runsAsRoot } from '../../app/electron-window.ts';
import { expect, test } from '../../fixtures.ts';

test('a second start shows the first one’s window, leads where its link points, and leaves', async ({
  electronWindow: { app, page },
  dataFolder,
  hostEnv,
}) => {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });
  const { file, args } = electronCommand({
    dataFolder,
    environment: hostEnv,
    flags: ['keywell://settings'],
    onPrinted: () => undefined,
  });
  const second = spawn(file, [...(runsAsRoot ? ['--no-sandbox'] : []), ...args], {
    env: hostEnv,
    stdio: 'ignore',
  });
  expect(await once(second, 'exit')).toEqual([0, null]);

  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((one) => one.isVisible()),
      ),
    )
    .toEqual([true]);
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('the window comes back where it was, at the size it had', async ({ openInElectron }) => {
  const wanted = { x: 60, y: 70, width: 1000, height: 640 };
  const first = await openInElectron();
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    for (const window of BrowserWindow.getAllWindows()) window.setBounds(bounds);
  }, wanted);
  await expect.poll(() => boundsIn(first)).toEqual(wanted);
  await first.stop();
  expect(await boundsIn(await openInElectron())).toEqual(wanted);
});

function boundsIn({ app }: ElectronWindow) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}
