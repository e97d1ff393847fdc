/** Every hosted provider, in the window, against a server that speaks its wire. */
import type { Keywell } from '../app/keywell.ts';
import { test as base, expect, newKey } from '../fixtures.ts';
import { anthropicMessages } from '../providers/anthropic-server.ts';
import { cohereChat } from '../providers/cohere-server.ts';
import { Gate } from '../providers/gate.ts';
import { gemini } from '../providers/google-server.ts';
import { type HostedApi, HostedServer } from '../providers/hosted-server.ts';
import { mistralChat } from '../providers/mistral-server.ts';
import { openaiResponses } from '../providers/openai-server.ts';

interface Hosted {
  /** As the form shows it. */
  readonly label: string;
  readonly api: HostedApi;
  /** Where the key goes: nothing else of a request may have it. */
  readonly header: 'authorization' | 'x-api-key' | 'x-goog-api-key';
  /** What this provider counts apart. */
  readonly apart: { readonly cached?: number; readonly reasoning?: number };
}

const apart = { cached: 200, reasoning: 16 };

const providers: readonly Hosted[] = [
  { label: 'OpenAI', api: openaiResponses, header: 'authorization', apart },
  { label: 'Anthropic', api: anthropicMessages, header: 'x-api-key', apart },
  { label: 'Google Gemini', api: gemini, header: 'x-goog-api-key', apart },
  { label: 'Mistral', api: mistralChat, header: 'authorization', apart: { cached: 200 } },
  { label: 'Cohere', api: cohereChat, header: 'authorization', apart },
];

const name = 'House model';

/** Fills in the form of a new configuration; the key dialog then opens by itself. */
async function create(keywell: Keywell, label: string, baseUrl: string): Promise<void> {
  await keywell.firstStart.addProvider.click();
  await keywell.configurations.dialog.saveWith({
    provider: label,
    name,
    baseUrl,
    model: 'keystone-1',
  });
  await expect(keywell.configurations.keyDialog.dialog).toBeVisible();
}

/** The provider's server and the key it takes. Fixtures, so that neither is there where the host cannot be. */
interface Served {
  readonly key: string;
  readonly server: HostedServer;
}

const servedBy = (api: HostedApi) =>
  base.extend<Served>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off its pattern.
    key: async ({}, use) => use(newKey()),
    server: async ({ key }, use) => {
      const server = await HostedServer.start(api, { key });
      await use(server);
      await server.close();
    },
  });

for (const { label, api, header, apart } of providers) {
  const test = servedBy(api);

  test.describe(label, () => {
    test('from the form and a verified key to text and its figures', async ({
      keywell,
      server,
      key,
    }) => {
      const gate = new Gate();
      server.answerNext({
        steps: [{ text: 'First half, ' }, { hold: gate }, { text: 'second half.' }],
        usage: { input: 1_234, output: 56, ...apart },
      });
      await create(keywell, label, server.baseUrl);

      await test.step('a key that the provider rejects is not saved', async () => {
        const { keyDialog } = keywell.configurations;
        await keyDialog.key.fill(newKey());
        await keyDialog.verifyFirst.check();
        await keyDialog.save.click();
        await expect(keyDialog.key).toHaveAccessibleDescription(/rejected the key\. .*\.$/);
        await expect(keyDialog.dialog).toBeVisible();
        await keyDialog.enter(key, { verify: true });
        expect(server.requests.map(({ apiKey }) => apiKey)).toContain(key);
      });

      await test.step('the answer appears as it comes', async () => {
        await keywell.shell.goTo('Generate');
        await keywell.generate.ask('Is there water?');
        await expect(keywell.generate.answer).toHaveText('First half,');
        gate.release();
        await expect(keywell.generate.answer).toHaveText('First half, second half.');
      });

      await test.step("the run's figures are the server's", async () => {
        await expect(keywell.generate.detail('Input tokens')).toHaveText('1,234');
        await expect(keywell.generate.detail('Output tokens')).toHaveText('56');
        await expect(keywell.generate.detail('Finish reason')).toHaveText('Complete');
        const { details } = keywell.generate;
        await expect(details).toContainText('Token counts are the provider’s.');
        await expect(details).toContainText('200 cached');
        if (apart.reasoning !== undefined) await expect(details).toContainText('16 reasoning');
      });

      await test.step('the key went in its header, and nowhere else', async () => {
        const { headers, path, body } = await server.takeGeneration();
        expect(headers[header]).toBe(header === 'authorization' ? `Bearer ${key}` : key);
        const { [header]: _, ...others } = headers;
        expect(JSON.stringify([others, path, body])).not.toContain(key);
      });
    });

    test('a rate limit is waited out in sight', async ({ keywell, server, key }) => {
      const gate = new Gate();
      // Long enough to be seen on a slow machine.
      server.answerNext(api.rateLimited(5), {
        holdHeaders: gate,
        steps: [{ text: 'Patience pays.' }],
      });
      await create(keywell, label, server.baseUrl);
      await keywell.configurations.keyDialog.enter(key);
      await keywell.shell.goTo('Generate');
      await keywell.generate.ask('Hello');
      await expect(keywell.page.getByRole('status').filter({ hasText: /^Retrying/ })).toBeVisible();
      await expect(keywell.page.getByText(/Keywell asks again by itself/)).toBeVisible();
      await gate.reached;
      gate.release();
      await expect(keywell.generate.answer).toHaveText('Patience pays.');
      await expect(keywell.generate.failure).toHaveCount(0);
      await expect(keywell.generate.detail('Finish reason')).toHaveText('Complete');
    });

    test('a rejected key is told in a sentence that offers to replace it', async ({
      keywell,
      server,
      key,
    }) => {
      const rejected = newKey();
      await create(keywell, label, server.baseUrl);
      await keywell.configurations.keyDialog.enter(rejected);
      await keywell.shell.goTo('Generate');
      await keywell.generate.ask('Hello');
      await expect(keywell.generate.failure).toHaveText(/^[A-Z“].*key.*\.$/);
      await expect(keywell.generate.failure).not.toContainText(rejected);
      const main = keywell.page.getByRole('main');
      await main.getByRole('button', { name: 'Replace key', exact: true }).click();
      await keywell.configurations.keyDialog.enter(key);
      await main.getByRole('button', { name: 'Try again', exact: true }).click();
      await expect(keywell.generate.answer).toHaveText('The well is deep and clear.');
      expect(await keywell.received()).not.toContain(rejected);
    });
  });
}

servedBy(anthropicMessages)(
  'a run without its key offers to set it',
  async ({ keywell, server, key }) => {
    await create(keywell, 'Anthropic', server.baseUrl);
    await keywell.configurations.keyDialog.cancel.click();
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toHaveText(/^[A-Z“].*key.*\.$/);
    expect(server.requests).toEqual([]);
    const main = keywell.page.getByRole('main');
    await main.getByRole('button', { name: 'Set key', exact: true }).click();
    await keywell.configurations.keyDialog.enter(key, { verify: true });
    await keywell.generate.run.click();
    await expect(keywell.generate.answer).toHaveText('The well is deep and clear.');
  },
);
