import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLeaks } from '../app/leaks.ts';
import { Canary } from '../canary.ts';
import { expect, test } from '../fixtures.ts';
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
