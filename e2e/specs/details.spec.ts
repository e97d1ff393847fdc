import { expect, newKey, test } from '../fixtures.ts';

const name = 'House model';
const url = 'https://models.example/v1';
const dayMs = 86_400_000;

test('the details of a configuration hold every fact of it', async ({ keywell }) => {
  const { id } = await keywell.register({
    name,
    baseUrl: url,
    model: 'keystone-1',
    temperature: 0.7,
    topP: 0.9,
    maxOutputTokens: 4_096,
    systemPrompt: 'Answer like a well.',
    headers: { 'X-Title': 'Keywell' },
    connectTimeoutMs: 5_000,
    tags: ['prod', 'hosted'],
    notes: 'Paid by the water board.',
  });
  await keywell.shell.goTo('Configurations');
  const details = await keywell.configurations.openDetails(name);
  const facts = {
    Provider: 'OpenAI-compatible',
    Model: 'keystone-1',
    'Base URL': url,
    'Final URL': `${url}/chat/completions`,
    'Needs a key': 'No',
    Temperature: '0.7',
    'Top-p': '0.9',
    'Max output tokens': '4,096',
    'System prompt': 'Answer like a well.',
    'Extra headers': 'X-Title: Keywell',
    'Connect timeout': '5 s',
    Default: 'most recent',
    Tags: 'prod',
    Notes: 'Paid by the water board.',
    Created: 'just now',
    Updated: '(revision 1)',
    Id: id,
  };
  for (const [term, words] of Object.entries(facts)) {
    await expect(details.fact(term)).toContainText(words);
  }
  await expect(details.fact('Tags')).toContainText('hosted');
  await expect(details.fact('State')).toContainText('Not required');

  await details.close.click();
  await expect(details.drawer).toBeHidden();
  await expect(
    keywell.configurations.row(name).getByRole('button', { name, exact: true }),
  ).toBeFocused();
});

test('of a key it shows whose it is, what became of it, and nothing to have it by', async ({
  keywell,
  chat,
}) => {
  const key = newKey();
  chat.key = key;
  await keywell.register({ name, baseUrl: chat.baseUrl }, key);
  const { name: member } = (await keywell.request('app.info', {})).actor;
  await keywell.shell.goTo('Configurations');
  const details = await keywell.configurations.openDetails(name);

  await expect(details.fact('State')).toHaveText('Stored in the keychain');
  await expect(details.fact('Hint')).toContainText(`Key ending in ${key.slice(-4)}`);
  await expect(details.fact('Fingerprint')).toContainText(/[0-9a-f]{12}/);
  await expect(details.fact('Set')).toContainText(`by ${member}`);
  await expect(details.fact('Age')).toHaveText('less than a day');
  await expect(details.fact('Last verified')).toHaveText('Never');
  await expect(details.fact('Last used')).toHaveText('Never');
  await expect(details.fact('Approved')).toHaveText('Not approved');

  await details.button('Verify key').click();
  await expect(details.fact('Last verified')).toContainText('just now');
  await details.button('Approve key').click();
  await expect(details.fact('Approved')).toContainText(`by ${member}`);
  await expect(details.button('Approve key')).toBeHidden();

  await test.step('another key is not approved', async () => {
    await details.button('Replace key').click();
    await keywell.configurations.keyDialog.enter(newKey());
    await expect(details.drawer).toBeVisible();
    await expect(details.fact('Approved')).toHaveText('Not approved');
    await expect(details.fact('Last verified')).toHaveText('Never');
  });

  await test.step('its history is what the audit log has of it, newest first', async () => {
    await details.close.click();
    await expect(details.drawer).toBeHidden();
    await keywell.configurations.openDetails(name);
    const entries = details.history.getByRole('listitem');
    await expect(entries).toHaveText([
      /^Replace key/,
      /^Approve key/,
      /^Verify key/,
      /^Set key/,
      /^Create configuration/,
    ]);
    await expect(entries.first()).toContainText(member);
  });

  await test.step('used, it says when', async () => {
    await details.close.click();
    chat.key = null;
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.openDetails(name);
    await expect(details.fact('Last used')).toContainText('just now', { timeout: 20_000 });
  });
});

test('the same key behind two configurations is shown on both', async ({ keywell }) => {
  const key = newKey();
  await keywell.register({ name: 'Alder', baseUrl: url }, key);
  await keywell.register({ name: 'Birch', baseUrl: url }, key);
  await keywell.register({ name: 'Cedar', baseUrl: url }, newKey());
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');
  await expect(configurations.row('Alder')).toContainText('Same key as Birch');
  await expect(configurations.row('Birch')).toContainText('Same key as Alder');
  await expect(configurations.row('Cedar')).not.toContainText('Same key');

  const details = await configurations.openDetails('Alder');
  await details.fact('Same key as').getByRole('button', { name: 'Birch' }).click();
  await expect(keywell.page.getByRole('dialog', { name: 'Birch' })).toBeVisible();
});

test('a key past the limit is warned of, one within it is not', async ({ keywell }) => {
  const ages = { Alder: 89, Birch: 91, Cedar: 400 };
  const ids = new Map<string, number>();
  for (const [each, days] of Object.entries(ages)) {
    const { id } = await keywell.register({ name: each, baseUrl: url }, newKey());
    ids.set(id, days);
  }
  await keywell.stop();
  await keywell.editRegistry((registry) => ({
    ...registry,
    keys: Object.fromEntries(
      Object.entries(registry.keys).map(([id, metadata]) => {
        const setAt = new Date(Date.now() - (ids.get(id) ?? 0) * dayMs).toISOString();
        return [id, { ...metadata, setAt }];
      }),
    ),
  }));
  await keywell.start();
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');
  await expect(configurations.row('Alder')).not.toContainText('days old');
  await expect(configurations.row('Birch')).toContainText('91 days old');
  await expect(configurations.row('Cedar')).toContainText('400 days old');
  const details = await configurations.openDetails('Cedar');
  await expect(details.fact('Age')).toContainText('400 days, past the limit of 90 days');

  await test.step('replaced, it is new', async () => {
    await details.button('Replace key').click();
    await configurations.keyDialog.enter(newKey());
    await expect(details.fact('Age')).toHaveText('less than a day');
  });

  await test.step('and the list is narrowed to old ones', async () => {
    await details.close.click();
    await configurations.filterBy('key', 'Older than 90 days');
    await expect(configurations.row('Birch')).toBeVisible();
    await expect(configurations.row('Alder')).toBeHidden();
    await expect(configurations.row('Cedar')).toBeHidden();
  });
});

test('the list is narrowed by provider, tag and words', async ({ keywell, ollama }) => {
  await keywell.register({ name: 'Alder', baseUrl: url, tags: ['prod'] });
  await keywell.register({ name: 'Birch', baseUrl: url, tags: ['test'] });
  await keywell.register({ name: 'Cedar', provider: 'ollama', baseUrl: ollama.origin });
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');
  await configurations.filterBy('tag', 'prod');
  await expect(configurations.row('Alder')).toBeVisible();
  await expect(configurations.row('Birch')).toBeHidden();
  await configurations.filterBy('provider', 'Ollama');
  await expect(
    keywell.page.getByRole('heading', { name: 'No configuration matches' }),
  ).toBeVisible();
  await keywell.page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(configurations.row('Birch')).toBeVisible();
  await configurations.search.fill('bir');
  await expect(configurations.row('Birch')).toBeVisible();
  await expect(configurations.row('Cedar')).toBeHidden();
});

test('who may not read the audit log sees the facts, and why there is no history', async ({
  keywell,
}) => {
  await keywell.register({ name, baseUrl: url }, newKey());
  const ada = { name: 'Ada', roles: ['member' as const], passcode: null };
  const { id } = await keywell.request('members.add', ada);
  await keywell.request('members.actAs', { id, passcode: null });
  await keywell.shell.goTo('Configurations');
  const details = await keywell.configurations.openDetails(name);
  await expect(details.fact('Model')).toContainText('keystone-1');
  await expect(details.section('History')).toContainText('needs the permission audit:read');
  await expect(details.button('Replace key')).toBeDisabled();
  await expect(details.button('Edit')).toBeDisabled();
});
