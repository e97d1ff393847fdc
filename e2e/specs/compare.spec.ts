/** Several configurations side by side, of different wires, against servers that say what they did. */

import { expectAccessible } from '../app/accessible.ts';
import type { Keywell } from '../app/keywell.ts';
import { test as base, expect, newKey } from '../fixtures.ts';
import { anthropicMessages } from '../providers/anthropic-server.ts';
import type { ChatCompletionsServer } from '../providers/chat-completions-server.ts';
import { Gate } from '../providers/gate.ts';
import { gemini } from '../providers/google-server.ts';
import { HostedServer } from '../providers/hosted-server.ts';
import { mistralChat } from '../providers/mistral-server.ts';
import type { OllamaServer } from '../providers/ollama-server.ts';
import { openaiResponses } from '../providers/openai-server.ts';
import type { ProviderServer } from '../providers/provider-server.ts';

interface Servers {
  readonly anthropic: HostedServer;
  readonly google: HostedServer;
  readonly mistral: HostedServer;
  readonly openai: HostedServer;
}

const test = base.extend<Servers>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off its pattern.
  anthropic: async ({}, use) => {
    const server = await HostedServer.start(anthropicMessages);
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  google: async ({}, use) => {
    const server = await HostedServer.start(gemini);
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  mistral: async ({}, use) => {
    const server = await HostedServer.start(mistralChat);
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  openai: async ({}, use) => {
    const server = await HostedServer.start(openaiResponses);
    await use(server);
    await server.close();
  },
});

/** `House`, at a server of its own, and `Llama`, of Ollama; both chosen in Compare. */
async function twoColumns(keywell: Keywell, chat: ChatCompletionsServer, ollama: OllamaServer) {
  const house = await keywell.register({ name: 'House', baseUrl: chat.baseUrl }, newKey());
  const llama = await keywell.register({
    name: 'Llama',
    provider: 'ollama',
    model: 'llama3.2',
    baseUrl: ollama.origin,
  });
  await keywell.shell.goTo('Compare');
  await keywell.compare.add('House', 'Llama');
  return { house, llama };
}

/** What the person said in each generation that a server answered whole, in the order of asking. */
async function answeredPrompts(server: ProviderServer, all: readonly string[]): Promise<string[]> {
  const asked = server.requests.flatMap((request) => {
    // The longest first: `Prompt 1` is in `Prompt 10` too.
    const prompt = all.toReversed().find((one) => request.body.includes(JSON.stringify(one)));
    return prompt === undefined ? [] : [{ prompt, closed: request.closed }];
  });
  const ends = await Promise.all(asked.map(async (one) => ({ ...one, closed: await one.closed })));
  return ends.filter(({ closed }) => closed === 'answered').map(({ prompt }) => prompt);
}

test('six columns at once: one fails, one stalls and is stopped, one is slow, each with its own figures', async ({
  keywell,
  chat,
  ollama,
  anthropic,
  google,
  mistral,
  openai,
}) => {
  const { compare } = keywell;
  const slow = new Gate();
  const stall = new Gate();
  chat.answerNext({ steps: [{ text: '**Fast** answer.' }], usage: { input: 21, output: 4 } });
  mistral.answerNext({
    steps: [{ hold: slow }, { text: 'Slow answer.' }],
    usage: { input: 22, output: 5 },
  });
  anthropic.answerNext({ steps: [{ text: 'Claude’s.' }], usage: { input: 31, output: 6 } });
  google.answerNext({ steps: [{ text: 'Half' }, { hold: stall }] });
  openai.key = 'another';
  ollama.answerNext({ steps: [{ text: 'Local.' }], usage: { input: 41, output: 7 } });
  const model = 'keystone-1';
  await keywell.register({ name: 'Fast', baseUrl: chat.baseUrl }, newKey());
  const hosted = [
    ['Slow', 'mistral', mistral],
    ['Claude', 'anthropic', anthropic],
    ['Stalled', 'google', google],
    ['Refused', 'openai', openai],
  ] as const;
  for (const [name, provider, { baseUrl }] of hosted) {
    await keywell.register({ name, provider, model, baseUrl }, newKey());
  }
  const local = { provider: 'ollama', model: 'llama3.2', baseUrl: ollama.origin } as const;
  await keywell.register({ name: 'Llama', ...local });
  await keywell.shell.goTo('Compare');
  await compare.add('Fast', 'Slow', 'Claude', 'Stalled', 'Refused', 'Llama');
  await expect(compare.addConfiguration).toBeDisabled();
  await compare.run('Is there water?');
  await Promise.all([slow.reached, stall.reached]);

  await test.step('what is fast is there while what is slow is awaited', async () => {
    await expect(compare.column('Fast').output).toHaveText('Fast answer.');
    await expect(compare.column('Claude').output).toHaveText('Claude’s.');
    await expect(compare.column('Llama').output).toHaveText('Local.');
    await expect(compare.column('Stalled').output).toHaveText('Half');
    await expect(compare.column('Slow').region).toContainText('Waiting for the first token');
    await expect(compare.stopAll).toBeVisible();
  });

  await test.step('what failed says why, and what can be done', async () => {
    const refused = compare.column('Refused');
    await expect(refused.region).toContainText(/rejected the key\. .*\./);
    await expect(refused.region.getByRole('button', { name: 'Replace key' })).toBeVisible();
    await expect(refused.figure('Finish reason')).toHaveText('Failed');
  });

  await test.step('what stalls is stopped on its own, and its connection closed', async () => {
    const asked = await google.takeGeneration();
    await compare.column('Stalled').stop.click();
    expect(await asked.closed).toBe('dropped');
    await expect(compare.column('Stalled').figure('Finish reason')).toHaveText('Stopped');
    await expect(compare.column('Stalled').output).toHaveText('Half');
    await expect(compare.column('Slow').region).toContainText('Waiting for the first token');
  });

  await test.step('what is slow comes in the end', async () => {
    slow.release();
    await expect(compare.column('Slow').output).toHaveText('Slow answer.');
    await expect(compare.stopAll).toBeHidden();
  });

  await test.step('figures are what the servers did', async () => {
    const figures = {
      Fast: ['21', '4'],
      Slow: ['22', '5'],
      Claude: ['31', '6'],
      Llama: ['41', '7'],
    } as const;
    for (const [name, [input, output]] of Object.entries(figures)) {
      const column = compare.column(name);
      await expect(column.figure('Input tokens')).toHaveText(input);
      await expect(column.figure('Output tokens')).toHaveText(output);
      await expect(column.figure('Finish reason')).toHaveText('Complete');
    }
    await expect(compare.column('Llama').figure('Load time')).toHaveText('1.20 s');
    await expect(compare.column('Llama').figure('Cost')).toHaveText('Local');
    await expect(compare.column('Fast').figure('Load time')).toHaveText('–');
    await expect(compare.column('Fast').figure('Cost')).toHaveText('Price unknown');
    await expect(compare.column('Fast').region.getByText('Longest')).toBeVisible();
    await expect(compare.ends).toHaveText('Slow: Complete.');
  });

  await test.step('each is in the ledger, once', async () => {
    const range = { from: null, to: null };
    const { entries } = await keywell.request('usage.list', { range, beforeSeq: null, limit: 50 });
    expect(entries.map(({ path }) => path)).toEqual(Array(6).fill('compare'));
    expect(new Set(entries.map(({ configuration }) => configuration.name)).size).toBe(6);
  });
});

test('columns end as they began, whatever is edited meanwhile', async ({
  keywell,
  chat,
  ollama,
}) => {
  const { compare, configurations } = keywell;
  const gates = [new Gate(), new Gate()] as const;
  chat.answerNext({ steps: [{ text: 'Begun, ' }, { hold: gates[0] }, { text: 'and whole.' }] });
  ollama.answerNext({ steps: [{ text: 'Begun, ' }, { hold: gates[1] }, { text: 'and whole.' }] });
  await twoColumns(keywell, chat, ollama);
  await compare.run('Hello');
  await expect(compare.column('House').output).toHaveText('Begun,');
  await expect(compare.column('Llama').output).toHaveText('Begun,');

  await keywell.shell.goTo('Configurations');
  await configurations.choose('House', 'Edit');
  await configurations.dialog.saveWith({ name: 'Renamed', model: 'keystone-1-mini' });
  await configurations.replaceKey('Renamed', newKey());
  await configurations.delete('Llama');
  await expect(configurations.row('Llama')).toHaveCount(0);
  for (const gate of gates) gate.release();

  await keywell.shell.goTo('Compare');
  for (const name of ['House', 'Llama']) {
    await expect(compare.column(name).output).toHaveText('Begun, and whole.');
    await expect(compare.column(name).figure('Finish reason')).toHaveText('Complete');
  }
  expect((await chat.takeGeneration()).json).toMatchObject({ model: 'keystone-1' });
  await expect(compare.column('House').region).toContainText('keystone-1');
});

test('a column is run again on its own', async ({ keywell, chat, ollama }) => {
  const { compare } = keywell;
  chat.answerNext(
    { status: 400, body: { error: { message: 'No such thing.' } } },
    { steps: [{ text: 'At last.' }] },
  );
  await twoColumns(keywell, chat, ollama);
  await compare.run('Hello');
  await expect(compare.column('House').figure('Finish reason')).toHaveText('Failed');
  await expect(compare.column('Llama').figure('Finish reason')).toHaveText('Complete');
  await expect(compare.stopAll).toBeHidden();
  await compare.column('House').retry.click();
  await expect(compare.column('House').output).toHaveText('At last.');
  await expect(compare.column('House').figure('Finish reason')).toHaveText('Complete');
  const chats = ollama.requests.filter(({ path }) => path === '/api/chat');
  expect(chats).toHaveLength(1);
});

test('one after the other, a model has the machine to itself', async ({
  keywell,
  chat,
  ollama,
}) => {
  const { compare } = keywell;
  const gate = new Gate();
  chat.answerNext({ steps: [{ text: 'First.' }, { hold: gate }] });
  await twoColumns(keywell, chat, ollama);
  await compare.order('One after the other').click();
  await compare.run('Hello');
  await gate.reached;
  await expect(compare.column('Llama').region).toContainText('Waits for its turn');
  expect(ollama.requests.filter(({ path }) => path === '/api/chat')).toEqual([]);
  gate.release();
  await expect(compare.column('Llama').figure('Finish reason')).toHaveText('Complete');
  await expect(compare.column('House').output).toHaveText('First.');
});

test('repeats are looked at one by one, beside the middle of all', async ({
  keywell,
  chat,
  ollama,
}) => {
  const { compare } = keywell;
  chat.answerNext(
    { steps: [{ text: 'Once.' }], usage: { input: 9, output: 10 } },
    { steps: [{ text: 'Twice.' }], usage: { input: 9, output: 20 } },
    { steps: [{ text: 'Thrice.' }], usage: { input: 9, output: 60 } },
  );
  await twoColumns(keywell, chat, ollama);
  await compare.repeats.fill('3');
  await compare.run('Hello');
  const { region, output } = compare.column('House');
  await expect(compare.stopAll).toBeHidden();
  await expect(output).toHaveText('Thrice.');
  await expect(compare.column('House').figure('Output tokens')).toHaveText('60median 20, 10–60');
  await region.getByRole('button', { name: 'Previous repeat' }).click();
  await expect(output).toHaveText('Twice.');
  await expect(compare.column('House').figure('Output tokens')).toContainText('20');
  await expect(region).toContainText('Repeat 2 of 3');
});

test('a comparison is kept with its votes, opened after a restart, run again, renamed and deleted', async ({
  keywell,
  chat,
  ollama,
}) => {
  const { house } = await twoColumns(keywell, chat, ollama);
  await keywell.compare.run('Is there water?');
  await expect(keywell.compare.stopAll).toBeHidden();
  await keywell.compare.column('Llama').best.click();
  await expect(keywell.compare.column('Llama').best).toHaveAttribute('aria-pressed', 'true');

  await keywell.restart();
  const { compare, page } = keywell;
  await keywell.shell.goTo('Compare');
  await compare.openSaved('Is there water?');
  await expect(compare.prompt).toHaveValue('Is there water?');
  await expect(compare.column('House').output).toHaveText('The well is deep and clear.');
  await expect(compare.column('Llama').best).toHaveAttribute('aria-pressed', 'true');
  await expect(compare.column('House').best).toHaveAttribute('aria-pressed', 'false');

  await test.step('run again, with the configurations as they are now', async () => {
    await keywell.request('configurations.update', {
      id: house.id,
      revision: house.revision,
      fields: { ...(await keywell.fieldsOf(house.id)), model: 'keystone-1-mini' },
    });
    await compare.chooseSaved('Is there water?', 'Run again');
    await expect(compare.saved.getByRole('listitem')).toHaveCount(2);
    await expect(compare.column('House').region).toContainText('keystone-1-mini');
    await expect(compare.column('House').figure('Finish reason')).toHaveText('Complete');
    const asked = chat.requests.filter(({ method }) => method === 'POST');
    expect(asked.map(({ json }) => json)).toMatchObject([
      { model: 'keystone-1' },
      { model: 'keystone-1-mini' },
    ]);
  });

  await test.step('named, found and deleted', async () => {
    await compare.saved
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename comparison' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Wells');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await compare.searchSaved.fill('wells');
    await expect(compare.saved.getByRole('listitem')).toHaveCount(1);
    await compare.chooseSaved('Wells', 'Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(compare.saved.getByRole('listitem')).toHaveCount(0);
    await compare.searchSaved.fill('');
    await expect(compare.saved.getByRole('listitem')).toHaveCount(1);
  });
});

test('without a history nothing of a comparison outlives Keywell, and it says so', async ({
  keywell,
  chat,
  ollama,
}) => {
  await keywell.request('history.setKept', { kept: false });
  await twoColumns(keywell, chat, ollama);
  await keywell.compare.run('Is there water?');
  await expect(keywell.compare.column('House').output).toHaveText('The well is deep and clear.');
  await expect(keywell.page.getByText('Not kept: it is gone when Keywell ends')).toBeVisible();
  await keywell.restart();
  await keywell.shell.goTo('Compare');
  await expect(keywell.page.getByText(/^Nothing has been compared yet/)).toBeVisible();
});

test('a batch that is stopped, resumed, killed and resumed asks each prompt once', async ({
  keywell,
  chat,
  ollama,
  anthropic,
}) => {
  test.setTimeout(300_000);
  const prompts = Array.from({ length: 24 }, (_, index) => `Prompt ${index + 1}`);
  const lines = prompts.map((prompt, index) => JSON.stringify({ id: `p${index + 1}`, prompt }));
  const servers: readonly ProviderServer[] = [chat, ollama, anthropic];
  /** Every server answers so many more, and then waits. */
  const holdAfter = (count: number) =>
    servers.map((server) => {
      const gate = new Gate();
      const normal = Array.from({ length: count }, () => ({ steps: [{ text: 'Yes.' }] }));
      server.answerNext(...normal, { steps: [{ text: 'Half' }, { hold: gate }] });
      return gate.reached;
    });
  const done = (count: number) =>
    expect(keywell.compare.progress).toHaveAttribute('aria-valuetext', `${count} of 72 answers`);
  const key = newKey();
  const claude = { name: 'Claude', provider: 'anthropic', model: 'keystone-1' } as const;
  await keywell.register({ ...claude, baseUrl: anthropic.baseUrl }, key);
  await twoColumns(keywell, chat, ollama);
  await keywell.compare.add('Claude');

  await test.step('stopped', async () => {
    const held = holdAfter(6);
    await keywell.compare.choosePrompts('wells.jsonl', lines.join('\n'));
    await expect(keywell.page.getByText('24 prompts from wells.jsonl.')).toBeVisible();
    await keywell.compare.runAll.click();
    await Promise.all(held);
    await done(18);
    await keywell.compare.stopAll.click();
    await expect(keywell.compare.resume).toBeVisible();
    await expect(keywell.compare.results.getByRole('row').nth(1)).toContainText('Complete');
    await expect(keywell.compare.results.getByRole('row').nth(7)).toContainText('Stopped');
  });

  await test.step('resumed, and killed', async () => {
    const held = holdAfter(6);
    await keywell.compare.resume.click();
    await Promise.all(held);
    await done(36);
    await keywell.kill();
  });

  await test.step('resumed by the next start', async () => {
    await keywell.start();
    await keywell.shell.goTo('Compare');
    await keywell.compare.openSaved('wells.jsonl');
    await expect(keywell.page.getByText('Interrupted').first()).toBeVisible();
    await done(36);
    await keywell.compare.resume.click();
    await done(72);
    await expect(keywell.compare.summary.getByRole('row')).toHaveCount(4);
  });

  await test.step('no prompt was answered twice, and none never', async () => {
    for (const server of servers) {
      const answered = await answeredPrompts(server, prompts);
      expect(answered.toSorted()).toEqual(prompts.toSorted());
    }
  });

  await test.step('a row opens the answers, and exports hold them all', async () => {
    await keywell.compare.openPrompt(24);
    await expect(keywell.compare.column('House').output).toHaveText('The well is deep and clear.');
    await expect(keywell.compare.column('Llama').output).toHaveText('Drawn from the local well.');
    await keywell.page.getByRole('button', { name: 'All prompts' }).click();
    await expect(keywell.compare.results.getByRole('button', { name: /^24 / })).toBeFocused();
    const csv = await keywell.compare.export('CSV');
    expect(csv.name).toMatch(/\.csv$/);
    for (const prompt of prompts) expect(csv.text).toContain(prompt);
    const json = await keywell.compare.export('JSON');
    expect(JSON.stringify(JSON.parse(json.text))).toContain('Drawn from the local well.');
    const markdown = await keywell.compare.export('Markdown');
    expect(markdown.name).toMatch(/\.md$/);
    expect(markdown.text).toContain('Prompt 24');
    for (const { text } of [csv, json, markdown]) expect(text).not.toContain(key);
  });
});

test('a file without prompts is refused in words', async ({ keywell, chat, ollama }) => {
  await twoColumns(keywell, chat, ollama);
  await keywell.compare.choosePrompts('wells.jsonl', '{"prompt":"One"}\nno JSON');
  const refusal = keywell.page.getByRole('alert').filter({ hasText: 'wells.jsonl' });
  await expect(refusal).toHaveText(/^wells\.jsonl: Line 2 .*\. .*\.$/);
  await expect(keywell.compare.prompt).toBeVisible();
});

test('what only one of two answers says is marked', async ({ keywell, chat, ollama }) => {
  const { compare, page } = keywell;
  chat.answerNext({ steps: [{ text: 'The well is deep.' }] });
  ollama.answerNext({ steps: [{ text: 'The well is dry.' }] });
  await twoColumns(keywell, chat, ollama);
  await compare.run('Hello');
  await compare.difference.click();
  const dialog = page.getByRole('dialog', { name: 'Difference' });
  await expect(dialog.getByRole('deletion')).toHaveText('deep');
  await expect(dialog.getByRole('insertion')).toHaveText('dry');
  await dialog.getByRole('combobox', { name: 'First' }).click();
  await page.getByRole('option', { name: 'Llama' }).click();
  await expect(dialog.getByRole('deletion')).toHaveText('dry');
});

test('by keyboard alone: two chosen, run, one stopped, all stopped', async ({
  keywell,
  chat,
  ollama,
}) => {
  const { compare, page } = keywell;
  const { keyboard } = page;
  chat.answerNext({ steps: [{ text: 'Half' }, { hold: new Gate() }] });
  ollama.answerNext({ steps: [{ text: 'Half' }, { hold: new Gate() }] });
  await keywell.register({ name: 'House', baseUrl: chat.baseUrl }, newKey());
  const local = { provider: 'ollama', model: 'llama3.2', baseUrl: ollama.origin } as const;
  await keywell.register({ name: 'Llama', ...local });
  await keywell.shell.palette.openByKeys();
  await keywell.shell.palette.run('Compare');
  await expect(keywell.shell.title('Compare')).toBeVisible();
  await compare.addConfiguration.focus();
  for (const name of ['House', 'Llama']) {
    await keyboard.press('Enter');
    await keyboard.type(name);
    await expect(page.getByRole('option')).toHaveCount(1);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(compare.column(name).region).toBeVisible();
    await expect(compare.addConfiguration).toBeFocused();
  }
  await compare.prompt.focus();
  await keyboard.type('Is there water?');
  await keyboard.press('ControlOrMeta+Enter');
  await expect(compare.prompt).toBeFocused();
  await expect(compare.column('House').output).toHaveText('Half');
  await expect(compare.column('Llama').output).toHaveText('Half');
  await compare.column('House').stop.focus();
  await keyboard.press('Enter');
  await expect(compare.column('House').figure('Finish reason')).toHaveText('Stopped');
  await expect(compare.column('House').retry).toBeFocused();
  await keyboard.press('Escape');
  await expect(compare.column('Llama').figure('Finish reason')).toHaveText('Stopped');
  const asked = await ollama.takeGeneration();
  expect(await asked.closed).toBe('dropped');
});

for (const theme of ['light', 'dark'] as const) {
  test(`everything of it can be read by everybody, in the ${theme} theme`, async ({
    keywell,
    chat,
    ollama,
  }) => {
    test.setTimeout(300_000);
    const { compare, page } = keywell;
    await keywell.request('settings.update', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await test.step('two chosen', async () => {
      await twoColumns(keywell, chat, ollama);
      await compare.addConfiguration.click();
      await expect(compare.choice('House')).toBeVisible();
      await expectAccessible(keywell);
      await page.keyboard.press('Escape');
    });
    await test.step('under way, and failed', async () => {
      const gate = new Gate();
      chat.answerNext({
        steps: [{ reasoning: 'Thinking.' }, { text: '# Wells\n\nSome `code`' }, { hold: gate }],
      });
      ollama.answerNext({ status: 400, body: { error: 'no such thing' } });
      await compare.run('Is there water?');
      await expect(compare.column('Llama').figure('Finish reason')).toHaveText('Failed');
      await expect(compare.column('House').output).toContainText('Wells');
      await expectAccessible(keywell);
      gate.release();
      await expect(compare.stopAll).toBeHidden();
    });
    await test.step('complete, with votes and a difference', async () => {
      await compare.run('Is there water?');
      await expect(compare.stopAll).toBeHidden();
      await compare.column('House').best.click();
      await expectAccessible(keywell);
      await compare.difference.click();
      await expect(page.getByRole('deletion').first()).toBeVisible();
      await expectAccessible(keywell);
      await page.keyboard.press('Escape');
    });
    await test.step('many prompts', async () => {
      await compare.choosePrompts('wells.txt', 'Is it deep?\nIs it clear?');
      chat.answerNext({ status: 400, body: { error: { message: 'No such thing.' } } });
      await compare.runAll.click();
      await expect(compare.results).toBeVisible();
      await expect(compare.stopAll).toBeHidden();
      await expectAccessible(keywell);
      await compare.openPrompt(2);
      await expect(page.getByRole('heading', { name: 'Prompt 2 of 2' })).toBeFocused();
      await expectAccessible(keywell);
    });
  });
}
