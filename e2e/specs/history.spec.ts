import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';
import { HistoryList } from '../pages/history-list.ts';
import { UsagePanel } from '../pages/usage-panel.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectAccessible({ page }: Keywell): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
}

async function filesOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('keywell.db'));
  const files = names.map((name) => readFile(join(folder, name), 'latin1'));
  return (await Promise.all(files)).join('');
}

test('a conversation goes on, is kept, found, opened again and deleted for good', async ({
  keywell,
  chat,
}) => {
  const key = newKey();
  chat.key = key;
  await keywell.register({ baseUrl: chat.baseUrl }, key);
  const { generate } = keywell;
  await keywell.shell.goTo('Generate');

  await test.step('ask on', async () => {
    chat.answerNext({ steps: [{ text: 'Granite, mostly.' }] });
    await generate.ask('What is under the well?');
    await expect(generate.answer).toContainText('Granite, mostly.');
    await chat.takeGeneration();
    chat.answerNext({ steps: [{ text: `You said ${key}? Thirty metres.` }] });
    await keywell.page.getByRole('textbox', { name: 'Follow-up' }).fill('And how deep?');
    await keywell.page.keyboard.press('ControlOrMeta+Enter');
    await expect(generate.answer).toContainText('Thirty metres.');
    const asked = await chat.takeGeneration();
    expect(asked.json).toMatchObject({
      messages: [
        { role: 'user', content: 'What is under the well?' },
        { role: 'assistant', content: 'Granite, mostly.' },
        { role: 'user', content: 'And how deep?' },
      ],
    });
  });

  await test.step('another try of the second prompt, beside the first', async () => {
    chat.answerNext({ steps: [{ text: 'Forty feet.' }] });
    await keywell.page.getByRole('button', { name: 'Edit prompt 2' }).click();
    await keywell.page.getByRole('textbox', { name: 'Edited prompt 2' }).fill('In feet?');
    await keywell.page.getByRole('button', { name: 'Run edited prompt' }).click();
    await expect(generate.answer).toContainText('Forty feet.');
    await keywell.page.getByRole('button', { name: 'Previous try of prompt 2' }).click();
    await expect(generate.answer).toContainText('Thirty metres.');
  });

  await test.step('after a restart it is found by what was answered', async () => {
    await keywell.restart();
    await keywell.shell.goTo('Generate');
    const again = new HistoryList(keywell.page);
    await expect(again.items).toHaveCount(1);
    await again.search.fill('basalt');
    await expect(again.items).toHaveCount(0);
    await again.search.fill('GRANITE well');
    await expect(again.items).toHaveCount(1);
    await again.open('What is under the well?');
    await expect(keywell.generate.answer).toContainText('Forty feet.');
    await expect(keywell.page.getByRole('article', { name: 'Turn 1' })).toContainText('Granite');
    await expectAccessible(keywell);
  });

  await test.step('deleted, nothing of it is left; nor was the key ever there', async () => {
    const before = await filesOf(keywell.dataFolder);
    expect(before).toContain('Granite, mostly.');
    expect(before).not.toContain(key);
    const again = new HistoryList(keywell.page);
    await again.delete('What is under the well?');
    await expect(again.items).toHaveCount(0);
    const after = await filesOf(keywell.dataFolder);
    for (const text of ['Granite', 'under the well', 'Thirty metres']) {
      expect(after).not.toContain(text);
    }
  });

  await test.step('what is not to be kept is not', async () => {
    const { doNotKeep } = new HistoryList(keywell.page);
    await doNotKeep.click();
    await expect(doNotKeep).toBeChecked();
    chat.answerNext({ steps: [{ text: 'Between us.' }] });
    await keywell.generate.ask('A secret?');
    await expect(keywell.generate.detail('Finish reason')).toContainText('Complete');
    await expect(keywell.generate.answer).toContainText('Between us.');
    expect(await filesOf(keywell.dataFolder)).not.toContain('Between us.');
  });
});

test('usage adds up what was run, also what was not kept, and goes into a file', async ({
  keywell,
  chat,
}) => {
  await keywell.register({ name: 'House model', baseUrl: chat.baseUrl });
  await keywell.request('history.setKept', { kept: false });
  await keywell.shell.goTo('Generate');
  for (const prompt of ['One?', 'Two?']) {
    chat.answerNext({ steps: [{ text: 'Yes.' }], usage: { input: 1_000, output: 200 } });
    await keywell.generate.ask(prompt);
    await expect(keywell.generate.detail('Input tokens')).toContainText('1,000');
    await keywell.page.getByRole('button', { name: 'New conversation' }).click();
  }

  await keywell.shell.goTo('Activity');
  const usage = new UsagePanel(keywell.page);
  await usage.open();
  await expect(usage.chart).toHaveAccessibleName(/2,400 tokens in all/);
  for (const by of ['configuration', 'model', 'day'] as const) {
    const table = await usage.addUp(by);
    await expect(table.getByRole('row', { name: 'Total' })).toContainText('2,000');
    await expect(table.getByRole('row', { name: 'Total' })).toContainText('Price unknown');
  }
  await expect(usage.runs.getByRole('row')).toHaveCount(3);
  await expectAccessible(keywell);
  await keywell.request('settings.update', { theme: 'dark' });
  await expectAccessible(keywell);

  const { name, text } = await usage.download();
  expect(name).toMatch(/^keywell-usage-.*\.csv$/);
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(',House model,');
  expect(text).not.toContain('One?');
});

test('a damaged file of runs keeps nobody from running, and is put aside in sight', async ({
  stoppedKeywell: keywell,
  chat,
}) => {
  await writeFile(join(keywell.dataFolder, 'keywell.db'), 'not a database '.repeat(1_000));
  await keywell.start();
  await keywell.register({ baseUrl: chat.baseUrl });
  await keywell.shell.goTo('Generate');
  chat.answerNext({ steps: [{ text: 'Still here.' }] });
  await keywell.generate.ask('Is there water?');
  await expect(keywell.generate.answer).toContainText('Still here.');
  await expect(keywell.page.getByText(/put aside as "keywell\.damaged-/)).toBeVisible();
  const files = await readdir(keywell.dataFolder);
  expect(files.some((file) => file.startsWith('keywell.damaged-'))).toBe(true);
});
