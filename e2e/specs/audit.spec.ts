import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keywell } from '../app/keywell.ts';
import { Canary } from '../canary.ts';
import { expect, newKey, test } from '../fixtures.ts';
import type { AuditRow } from '../pages/activity-page.ts';

const name = 'House model';
const url = 'https://models.example/v1';

function logFile({ dataFolder }: Keywell): string {
  return join(dataFolder, 'audit.jsonl');
}

async function linesOf(keywell: Keywell): Promise<string[]> {
  return (await readFile(logFile(keywell), 'utf8')).trimEnd().split('\n');
}

/** Whoever acts: on a first start the person of the operating system's account. */
async function ownName(keywell: Keywell): Promise<string> {
  return (await keywell.request('app.info', {})).actor.name;
}

test('everything done in the window is on record, with who did it and to what', async ({
  keywell,
  chat,
}) => {
  const { activity, configurations, shell, team } = keywell;
  const member = await ownName(keywell);
  const key = newKey();
  chat.key = key;

  await keywell.firstStart.addProvider.click();
  await configurations.dialog.saveWith({
    provider: 'OpenAI-compatible',
    name,
    baseUrl: chat.baseUrl,
    model: 'keystone-1',
  });
  await configurations.keyDialog.enter(key, { verify: true });
  await shell.goTo('Configurations');
  await configurations.choose(name, 'Edit');
  await configurations.dialog.saveWith({ model: 'keystone-2' });
  await configurations.choose(name, 'Set as default');
  await expect(configurations.row(name)).toContainText('Default');
  await configurations.choose(name, 'Approve key');
  await expect(shell.doneNotices.filter({ hasText: 'is approved' })).toBeVisible();
  await configurations.choose(name, 'Verify key');
  await expect(shell.doneNotices.filter({ hasText: 'works' })).toBeVisible();
  await configurations.replaceKey(name, newKey());
  await configurations.choose(name, 'Verify key');
  await expect(shell.failureNotices.filter({ hasText: /key/i })).toBeVisible();
  await configurations.removeKey(name);
  await configurations.choose(name, 'Clear default');
  await expect(configurations.row(name)).toContainText('Default (most recent)');
  await configurations.delete(name);
  await shell.goTo('Team');
  await team.add({ name: 'Ada', roles: ['Auditor'] });
  await team.actAs('Ada');
  await expect(shell.actingMember).toHaveAccessibleName(/^Acting as Ada/);
  await expect(keywell.request('demo.start', {})).rejects.toThrow('configs:write');

  await shell.goTo('Activity');
  await expect(activity.log).toBeVisible();
  const onRecord: readonly AuditRow[] = [
    { member, action: 'Create configuration', target: name, outcome: 'Done' },
    { member, action: 'Set key', target: name, outcome: 'Done' },
    { member, action: 'Edit configuration', target: name, outcome: 'Done' },
    { member, action: 'Set default', target: name, outcome: 'Done' },
    { member, action: 'Approve key', target: name, outcome: 'Done' },
    { member, action: 'Replace key', target: name, outcome: 'Done' },
    { member, action: 'Key verification failed', target: name, outcome: 'Failed' },
    { member, action: 'Remove key', target: name, outcome: 'Done' },
    { member, action: 'Clear default', target: name, outcome: 'Done' },
    { member, action: 'Delete configuration', target: name, outcome: 'Done' },
    { member, action: 'Add member', target: 'Ada', outcome: 'Done' },
    { member, action: 'Act as', target: 'Ada', outcome: 'Done' },
    { member: 'Ada', action: 'Attempt denied', outcome: 'Denied' },
    { member: 'Keywell', action: 'Create encryption key' },
  ];
  for (const row of onRecord) await expect(activity.rows(row)).toHaveCount(1);
  // Once before it was saved, once as it was stored.
  await expect(activity.rows({ member, action: 'Verify key', outcome: 'Done' })).toHaveCount(2);
  await expect(activity.rows({ action: 'Edit configuration' })).toContainText('Changed: model.');
  await expect(activity.rows({ action: 'Attempt denied' })).toContainText('configs:write');

  await activity.verify.click();
  await expect(activity.integrity).toContainText('Intact.');
  expect(new Canary(key).searchText(await readFile(logFile(keywell), 'utf8'), 'the log')).toEqual(
    [],
  );
});

test('a refused and a wrong passcode, and a change of the vault, are on record', async ({
  keywell,
}) => {
  const { activity, shell, settings, team } = keywell;
  await keywell.request('members.add', { name: 'Grace', roles: ['member'], passcode: 'well-9-x' });
  await shell.goTo('Team');
  await team.actAs('Grace');
  await team.actAsDialog.enter('a-guess');
  await expect(team.actAsDialog.passcode).toHaveAccessibleDescription(/not the passcode/);
  await keywell.page.keyboard.press('Escape');
  await shell.goTo('Settings');
  await settings.keepKeysForSession();
  await shell.goTo('Activity');
  await expect(
    activity.rows({ action: 'Act as, refused', target: 'Grace', outcome: 'Failed' }),
  ).toHaveCount(1);
  await expect(
    activity.rows({ action: 'Change where keys are kept', outcome: 'Done' }),
  ).toContainText('for this session only');
});

test('the log is narrowed by configuration, member, action and time', async ({ keywell }) => {
  const { activity, shell } = keywell;
  const member = await ownName(keywell);
  const first = await keywell.register({ name: 'First', baseUrl: url }, newKey());
  await keywell.register({ name: 'Second', baseUrl: url });
  const ada = { name: 'Ada', roles: ['owner' as const], passcode: null };
  const { id } = await keywell.request('members.add', ada);
  await keywell.request('members.actAs', { id, passcode: null });
  await keywell.request('configurations.setDefault', { id: first.id });

  await shell.goTo('Activity');
  await expect(activity.rows({ action: 'Create configuration' })).toHaveCount(2);
  await activity.filter('Configuration or member', 'First');
  await expect(activity.rows({ action: 'Create configuration' })).toHaveCount(1);
  await expect(activity.rows({ action: 'Set default', target: 'First' })).toHaveCount(1);
  await expect(activity.log).not.toContainText('Second');
  await activity.filter('Done by', member);
  await expect(activity.rows({ action: 'Set default' })).toHaveCount(0);
  await activity.filter('Action', 'Set key');
  await expect.poll(() => activity.count()).toBe(1);
  await expect(activity.rows({ member, action: 'Set key', target: 'First' })).toHaveCount(1);
  await activity.filter('Time', 'Last hour');
  await expect.poll(() => activity.count()).toBe(1);

  await test.step('and exported as it is narrowed', async () => {
    const { text } = await activity.export('JSON');
    expect(JSON.parse(text)).toMatchObject([{ action: 'key.set', target: { name: 'First' } }]);
  });

  await activity.filter('Action', 'Policy rejected');
  await expect(keywell.page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await keywell.page.getByRole('button', { name: 'Show all' }).click();
  await expect(activity.rows({ action: 'Create configuration' })).toHaveCount(2);
});

test('the export holds every entry and no trace of a key', async ({ keywell, chat }) => {
  const key = newKey();
  const canary = new Canary(key);
  chat.key = key;
  const { id } = await keywell.register({ name: '=1+1, "House"', baseUrl: chat.baseUrl }, key);
  await keywell.request('keys.verify', { configurationId: id });
  await keywell.request('keys.replace', { configurationId: id, key });
  await keywell.shell.goTo('Activity');
  await expect(keywell.activity.rows({ action: 'Replace key' })).toHaveCount(1);

  const json = await keywell.activity.export('JSON');
  expect(json.name).toMatch(/\.json$/);
  const actions: readonly string[] = JSON.parse(json.text).map(
    ({ action }: { readonly action: string }) => action,
  );
  expect(actions).toEqual(
    expect.arrayContaining(['configuration.created', 'key.set', 'key.verified', 'key.replaced']),
  );
  const csv = await keywell.activity.export('CSV');
  expect(csv.name).toMatch(/\.csv$/);
  // Quoted, and no formula in a spreadsheet.
  expect(csv.text).toContain(`"'=1+1, ""House"""`);
  expect(csv.text.trimEnd().split('\r\n').length).toBeGreaterThan(actions.length);
  for (const { name: file, text } of [json, csv]) expect(canary.searchText(text, file)).toEqual([]);

  await expect(keywell.activity.rows({ action: 'Export audit log', outcome: 'Done' })).toHaveCount(
    0,
  );
  await keywell.shell.goTo('Generate');
  await keywell.shell.goTo('Activity');
  await expect(keywell.activity.rows({ action: 'Export audit log', outcome: 'Done' })).toHaveCount(
    2,
  );
});

const tampering: readonly {
  readonly what: string;
  tamper(lines: readonly string[]): readonly string[];
  readonly firstBad: number;
}[] = [
  {
    what: 'an entry that was edited',
    tamper: (lines) => lines.map((line) => line.replace('"name":"Second"', '"name":"Other"')),
    firstBad: 4,
  },
  {
    what: 'an entry that was taken out',
    tamper: (lines) => lines.filter((_, at) => at !== 3),
    firstBad: 4,
  },
  {
    what: 'two entries that changed places',
    tamper: ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest],
    firstBad: 2,
  },
  {
    what: 'an end that was cut off',
    tamper: (lines) => lines.slice(0, -2),
    // Keywell goes on from the last one it wrote; the two before it are missing.
    firstBad: 5,
  },
];

for (const { what, tamper, firstBad } of tampering) {
  test(`${what} by hand, outside Keywell, shows, and which is the first`, async ({ keywell }) => {
    for (const each of ['First', 'Second', 'Third']) {
      await keywell.register({ name: each, baseUrl: url });
    }
    await keywell.stop();
    const lines = await linesOf(keywell);
    expect(lines.length).toBe(6);
    await writeFile(logFile(keywell), `${tamper(lines).join('\n')}\n`);

    await keywell.start();
    const { activity, shell } = keywell;
    await shell.goTo('Activity');
    await activity.verify.click();
    await expect(activity.integrity).toContainText('Broken.');
    await activity.integrity.getByRole('button', { name: `Show entry ${firstBad}` }).click();
    await expect(keywell.page.getByRole('main')).toContainText(`entry ${firstBad}`, {
      ignoreCase: true,
    });

    await test.step('and goes on showing after more has been written', async () => {
      await keywell.register({ name: 'Fourth', baseUrl: url });
      await activity.verify.click();
      await expect(activity.integrity).toContainText('Broken.');
    });
  });
}

test('an entry added by hand shows', async ({ keywell }) => {
  await keywell.register({ name, baseUrl: url });
  await keywell.stop();
  const lines = await linesOf(keywell);
  const last = JSON.parse(lines.at(-1) ?? '');
  const forged = JSON.stringify({ ...last, seq: last.seq + 1, action: 'key.approved' });
  await writeFile(logFile(keywell), `${[...lines, forged].join('\n')}\n`);
  await keywell.start();
  await keywell.shell.goTo('Activity');
  await keywell.activity.verify.click();
  await expect(keywell.activity.integrity).toContainText('Broken.');
  await expect(keywell.activity.integrity).toContainText(`${last.seq + 1}`);
});

test('what cannot be put on record is refused in words, and not carried out', async ({
  keywell,
}) => {
  const key = newKey();
  await keywell.register({ name, baseUrl: url }, key);
  await keywell.stop();
  // Root may write where others may not; into a folder nobody can.
  await rm(logFile(keywell));
  await mkdir(logFile(keywell));
  await keywell.start();
  const before = await keywell.registry();
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');

  await configurations.newConfiguration.click();
  await configurations.dialog.fill({
    provider: 'OpenAI-compatible',
    name: 'Off the record',
    baseUrl: url,
    model: 'keystone-1',
  });
  await configurations.dialog.save.click();
  await expect(configurations.dialog.dialog).toContainText(/audit log/i);
  await configurations.dialog.cancel.click();

  await configurations.choose(name, 'Replace key');
  await configurations.keyDialog.key.fill(newKey());
  await configurations.keyDialog.save.click();
  await expect(configurations.keyDialog.key).toHaveAccessibleDescription(/audit log/i);
  await configurations.keyDialog.cancel.click();

  await configurations.choose(name, 'Delete');
  const question = configurations.confirmation(/^Delete/);
  await question.getByRole('button', { name: /^Delete/ }).click();
  await expect(question.getByRole('alert')).toContainText(/audit log/i);
  await question.getByRole('button', { name: 'Cancel' }).click();

  await expect(configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
  expect(await keywell.registry()).toEqual(before);
});
