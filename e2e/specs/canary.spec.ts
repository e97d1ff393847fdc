import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLeaks } from '../app/leaks.ts';
import { Canary } from '../canary.ts';
import { expect, newKey, test } from '../fixtures.ts';
import { keyRejected, redirectTo } from '../providers/chat-completions-server.ts';
import type { Scenario } from '../providers/scenario.ts';

const name = 'House model';

/** Has characters that each way of escaping changes, so that each of its forms is another. */
function loudKey(): string {
  return `canary-"${randomBytes(12).toString('hex')}\\/+&%=?`;
}

test('a key leaves no trace anywhere, whatever is done with it', async ({ keywell, chat }) => {
  const key = loudKey();
  const canary = new Canary(key);
  const expectNoTrace = async () => expect(await findLeaks(keywell, canary)).toEqual([]);
  const { configurations, generate, shell } = keywell;

  await test.step('refused while it is verified, by a provider that repeats it', async () => {
    chat.key = 'another-one';
    await keywell.firstStart.addProvider.click();
    await configurations.dialog.saveWith({
      provider: 'OpenAI-compatible',
      name,
      baseUrl: chat.baseUrl,
      model: 'keystone-1',
    });
    const { keyDialog } = configurations;
    await keyDialog.key.fill(key);
    await keyDialog.verifyFirst.check();
    await keyDialog.save.click();
    await expect(keyDialog.key).toHaveAttribute('aria-invalid', 'true');
    await expect(keyDialog.key).toHaveValue('');
    await expectNoTrace();
  });

  await test.step('verified, stored, used', async () => {
    chat.key = key;
    await configurations.keyDialog.enter(key, { verify: true });
    await shell.goTo('Generate');
    await generate.ask('Hello');
    await expect(generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(key);
    await expectNoTrace();
  });

  const echoes: readonly (readonly [what: string, scenario: Scenario])[] = [
    ['refused with a 401 that repeats it', keyRejected(key)],
    ['repeated in a header', { status: 400, headers: { 'x-echo': key }, body: { key } }],
    ['repeated in a redirect', redirectTo(`http://127.0.0.1:9/?key=${encodeURIComponent(key)}`)],
    ['repeated on a page of HTML', { status: 502, body: `<p>Bad gateway for ${key}</p>` }],
    [
      'repeated in an error in mid-stream',
      { steps: [{ text: 'So far' }, { failure: `Key ${key} was revoked` }, 'end'] },
    ],
    [
      'repeated in a malformed chunk',
      { steps: [{ text: 'So far' }, { raw: `data: {"key": ${key}\n\n` }, 'end'] },
    ],
  ];
  for (const [what, scenario] of echoes) {
    await test.step(what, async () => {
      chat.answerNext(scenario);
      await generate.ask('Hello');
      await chat.takeGeneration();
      await expect(generate.detail('Finish reason')).toContainText('Failed');
      await expectNoTrace();
    });
  }

  await test.step('repeated by the model, in pieces', async () => {
    chat.answerNext({
      steps: [
        { text: 'The key is ' },
        { text: key.slice(0, 9) },
        { text: key.slice(9) },
        { text: ', I think.' },
      ],
    });
    await generate.ask('What is my key?');
    await expect(generate.answer).toContainText('I think.');
    await expectNoTrace();
  });

  await test.step('after a crash and a start', async () => {
    await keywell.kill();
    await keywell.start();
    await expectNoTrace();
  });

  await test.step('replaced, removed, deleted', async () => {
    const replacement = loudKey();
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.replaceKey(name, replacement);
    await expect(keywell.configurations.row(name)).toContainText(replacement.slice(-4));
    expect(await findLeaks(keywell, new Canary(replacement))).toEqual([]);
    await keywell.configurations.removeKey(name);
    await expect(keywell.configurations.row(name)).toContainText('No key');
    await keywell.configurations.delete(name);
    await expect(keywell.configurations.empty).toBeVisible();
    await expectNoTrace();
    expect(await findLeaks(keywell, new Canary(replacement))).toEqual([]);
  });
});

test('neither do keys that are rotated, entered again, approved, listed, exported and on record', async ({
  keywell,
  chat,
}) => {
  const key = loudKey();
  const replacement = loudKey();
  const misplaced = newKey();
  const canaries = [key, replacement, misplaced].map((one) => new Canary(one));
  const expectNoTrace = async (text = '') => {
    for (const canary of canaries) {
      expect(await findLeaks(keywell, canary)).toEqual([]);
      expect(canary.searchText(text, 'the export')).toEqual([]);
    }
  };
  const { activity, configurations, reentry, settings, shell, transfer } = keywell;
  await keywell.register({ name, baseUrl: chat.baseUrl, authentication: 'key' });
  await shell.goTo('Configurations');
  await configurations.choose(name, 'Set key');
  await configurations.keyDialog.enter(key);

  await test.step('approved, and looked at in its details', async () => {
    await configurations.choose(name, 'Approve key');
    const details = await configurations.openDetails(name);
    await expect(details.fact('Approved')).not.toHaveText('Not approved');
    await expect(details.history).toContainText('Set key');
    await expectNoTrace();
    await details.close.click();
    await expect(details.drawer).toBeHidden();
  });

  await test.step('typed and given up, then replaced', async () => {
    await configurations.choose(name, 'Replace key');
    await configurations.keyDialog.key.fill(replacement);
    await configurations.keyDialog.cancel.click();
    await expect(configurations.keyDialog.dialog).toBeHidden();
    await expectNoTrace();
    await configurations.replaceKey(name, replacement);
    await expectNoTrace();
  });

  await test.step('rotated, and entered again: first the wrong one', async () => {
    chat.key = replacement;
    await shell.goTo('Settings');
    await settings.rotate.click();
    await settings.confirmRotation('rotate');
    await reentry.key.fill(key);
    await reentry.dialog.getByRole('checkbox', { name: 'Verify with the provider first' }).check();
    await reentry.save.click();
    await expect(reentry.key).toHaveAttribute('aria-invalid', 'true');
    await expectNoTrace();
    await reentry.enter(name, replacement);
    await reentry.done.click();
    await expectNoTrace();
  });

  await test.step('put where it does not belong', async () => {
    const created = await keywell.register({ name: 'Another', baseUrl: chat.baseUrl });
    const fields = await keywell.fieldsOf(created.id);
    const { id, revision } = created;
    const wrong = [
      { ...fields, notes: `It is ${misplaced}` },
      { ...fields, headers: { 'X-Api-Key': misplaced } },
      { ...fields, headers: { 'X-Title': misplaced } },
      { ...fields, baseUrl: `https://models.example/${misplaced}` },
      { ...fields, systemPrompt: misplaced },
      { ...fields, tags: [misplaced] },
      { ...fields, model: misplaced },
      { ...fields, name: misplaced },
    ];
    for (const refused of wrong) {
      const asked = keywell.request('configurations.update', { id, revision, fields: refused });
      await expect(asked).rejects.toThrow('was not saved');
    }
    const text = JSON.stringify({ format: 'keywell-configurations', version: 1, key: misplaced });
    const asked = keywell.request('workspace.import', { text, conflicts: 'skip' });
    await expect(asked).rejects.toThrow();
    const member = { name: misplaced, roles: ['member' as const], passcode: null };
    await expect(keywell.request('members.add', member)).rejects.toThrow();
    await expectNoTrace();
  });

  await test.step('exported, with the log', async () => {
    await shell.goTo('Settings');
    await expectNoTrace((await transfer.exported()).text);
    await shell.goTo('Activity');
    await expect(activity.log).toContainText('Rotate encryption key');
    await expectNoTrace((await activity.export('JSON')).text);
    await expectNoTrace((await activity.export('CSV')).text);
  });

  await test.step('brought back from a backup', async () => {
    await keywell.restart();
    await keywell.stop();
    await writeFile(join(keywell.dataFolder, 'registry.json'), '{');
    await keywell.start();
    await keywell.recovery.restoreNewest();
    await expect(keywell.shell.defaultChip).toBeVisible();
    await expectNoTrace();
  });
});

test('a passcode leaves no trace either', async ({ keywell }) => {
  const passcode = loudKey();
  const changed = loudKey();
  const canaries = [new Canary(passcode), new Canary(changed)];
  const expectNoTrace = async () => {
    for (const canary of canaries) expect(await findLeaks(keywell, canary)).toEqual([]);
  };
  const { activity, shell, team } = keywell;
  await shell.goTo('Team');
  await team.add({ name: 'Grace', roles: ['Owner'], passcode });
  await expectNoTrace();
  await team.actAs('Grace');
  await team.actAsDialog.enter(changed);
  await expect(team.actAsDialog.passcode).toHaveAccessibleDescription(/not the passcode/);
  await expectNoTrace();
  await team.actAsDialog.enter(passcode);
  await expect(shell.actingMember).toHaveAccessibleName(/^Acting as Grace/);
  await team.changePasscode('Grace', changed);
  await shell.goTo('Activity');
  await expect(activity.rows({ action: 'Change passcode', target: 'Grace' })).toHaveCount(1);
  await expectNoTrace();
  for (const format of ['JSON', 'CSV'] as const) {
    const { text } = await activity.export(format);
    for (const canary of canaries) expect(canary.searchText(text, format)).toEqual([]);
  }
  await keywell.restart();
  await expectNoTrace();
});

test('the search finds a canary that was left in any of the places it looks at', async ({
  keywell,
}) => {
  const planted = `planted-"${randomBytes(6).toString('hex')}\\/`;
  await keywell.register({ baseUrl: 'https://models.example/v1', notes: planted });
  await writeFile(join(keywell.dataFolder, 'left-behind'), Buffer.from(planted).toString('hex'));
  await keywell.page.evaluate(async (text) => {
    document.body.append(Object.assign(document.createElement('p'), { textContent: text }));
    document.body.append(Object.assign(document.createElement('input'), { value: text }));
    localStorage.setItem('left', btoa(text));
    sessionStorage.setItem('left', encodeURIComponent(text));
    // biome-ignore lint/suspicious/noDocumentCookie: the older way is there in every browser
    document.cookie = `left=${encodeURIComponent(text)}`;
    history.replaceState({ left: text }, '');
    // biome-ignore lint/suspicious/noConsole: a console is one of the places
    console.info(text);
    await (await caches.open('left')).put('/left', new Response(text));
    const opening = indexedDB.open('left');
    opening.onupgradeneeded = () => opening.result.createObjectStore('left').put(text, 'left');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    opening.result.close();
  }, planted);

  const findings = await findLeaks(keywell, new Canary(planted));
  const places = findings.map(({ where }) => where.replace(`${keywell.dataFolder}/`, ''));
  expect(new Set(places)).toEqual(
    new Set([
      'registry.json',
      'left-behind',
      'what the page received',
      'the console of the page',
      'the document',
      'the fields of the document',
      'local storage',
      'session storage',
      'the history entry',
      'IndexedDB',
      'cookies',
      'cached responses',
    ]),
  );
  expect(keywell.printed).toContain('Keywell is ready');
});
