import { expect, newKey, test } from '../fixtures.ts';
import {
  keyRejected,
  overloaded,
  quotaUsedUp,
  rateLimited,
  redirectTo,
} from '../providers/chat-completions-server.ts';
import { Gate } from '../providers/gate.ts';
import { queueFull } from '../providers/ollama-server.ts';
import type { Scenario } from '../providers/scenario.ts';

/** What a failure says must be a sentence: with a capital and a full stop, and without a machine's words. */
const sentence = /[A-Z“"][^{}<>]*\./;

interface Failure {
  readonly what: string;
  readonly scenario: Scenario;
  readonly says: RegExp;
}

const refusals: readonly Failure[] = [
  { what: 'a rejected key', scenario: keyRejected('someone-elses'), says: /key/i },
  { what: 'a used-up quota', scenario: quotaUsedUp, says: /quota|credit|billing/i },
  { what: 'a rate limit', scenario: rateLimited(3_600), says: /rate|too many|limit/i },
  { what: 'an overloaded provider', scenario: overloaded, says: /overloaded|busy/i },
  { what: 'a redirect', scenario: redirectTo('http://127.0.0.1:9/v1'), says: /redirect/i },
  {
    what: 'a page of HTML',
    scenario: { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Welcome</p>' },
    says: /answer|understand|stream|endpoint/i,
  },
];

for (const { what, scenario, says } of refusals) {
  test(`${what} is told in a sentence`, async ({ keywell, chat }) => {
    // Some refusals are tried again before they are told.
    chat.answerNext(...Array.from({ length: 8 }, () => scenario));
    await keywell.register({ baseUrl: chat.baseUrl }, newKey());
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(says, { timeout: 30_000 });
    await expect(keywell.generate.failure).toContainText(sentence);
  });
}

test('an unknown model is told with the models that are close to it', async ({ keywell, chat }) => {
  await keywell.register({ baseUrl: chat.baseUrl, model: 'keystone-1-mimi' }, newKey());
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.failure).toContainText('keystone-1-mimi');
  await expect(keywell.generate.failure).toContainText(sentence);
});

test('a host that is not there is told in a sentence', async ({ keywell }) => {
  await keywell.register({ baseUrl: 'http://127.0.0.1:9/v1' }, newKey());
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.failure).toContainText(/reach/i, { timeout: 30_000 });
  await expect(keywell.generate.failure).toContainText(sentence);
});

const breaks: readonly Failure[] = [
  {
    what: 'an error in mid-stream',
    scenario: {
      steps: [{ text: 'What arrived' }, { failure: 'The server had an error.' }, 'end'],
    },
    says: /\./,
  },
  {
    what: 'an answer that ends early',
    scenario: { steps: [{ text: 'What arrived' }, 'end'] },
    says: /broke|ended|early|complete/i,
  },
  {
    what: 'a malformed chunk',
    scenario: {
      steps: [{ text: 'What arrived' }, { raw: 'data: {"choices": [{"delta"\n\n' }, 'end'],
    },
    says: /\./,
  },
];

for (const { what, scenario, says } of breaks) {
  test(`${what} keeps what arrived and says what happened`, async ({ keywell, chat }) => {
    chat.answerNext(scenario);
    await keywell.register({ baseUrl: chat.baseUrl }, newKey());
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(says);
    await expect(keywell.generate.failure).toContainText(sentence);
    await expect(keywell.generate.answer).toContainText('What arrived');
  });
}

test('a connection that is reset keeps what arrived', async ({ keywell, chat }) => {
  const gate = new Gate();
  chat.answerNext({ steps: [{ text: 'What arrived' }, { hold: gate }, 'reset'] });
  await keywell.register({ baseUrl: chat.baseUrl }, newKey());
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('What arrived');
  gate.release();
  await expect(keywell.generate.failure).toContainText(sentence);
  await expect(keywell.generate.answer).toContainText('What arrived');
});

const stalls: readonly {
  readonly what: string;
  readonly timer: string;
  scenario: () => Scenario;
}[] = [
  {
    what: 'before the first token',
    timer: 'firstTokenTimeoutMs',
    scenario: () => ({ steps: [{ hold: new Gate() }] }),
  },
  {
    what: 'before the headers',
    timer: 'firstTokenTimeoutMs',
    scenario: () => ({ holdHeaders: new Gate(), steps: [] }),
  },
  {
    what: 'in mid-stream',
    timer: 'idleTimeoutMs',
    scenario: () => ({ steps: [{ text: 'What arrived' }, { hold: new Gate() }] }),
  },
];

for (const { what, timer, scenario } of stalls) {
  test(`a provider that stalls ${what} is given up, its connection closed`, async ({
    keywell,
    chat,
  }) => {
    chat.answerNext(...Array.from({ length: 8 }, scenario));
    await keywell.register({ baseUrl: chat.baseUrl, [timer]: 400 }, newKey());
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    const asked = await chat.takeGeneration();
    await expect(keywell.generate.failure).toContainText(sentence, { timeout: 30_000 });
    expect(await asked.closed).toBe('dropped');
  });
}

test.describe('Ollama', () => {
  test('a model that is not installed is named', async ({ keywell, ollama }) => {
    await keywell.register({ provider: 'ollama', baseUrl: ollama.origin, model: 'mistral-small' });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText('mistral-small');
    await expect(keywell.generate.failure).toContainText(sentence);
  });

  test('a full queue is told in a sentence', async ({ keywell, ollama }) => {
    ollama.answerNext(...Array.from({ length: 8 }, () => queueFull));
    await keywell.register({ provider: 'ollama', baseUrl: ollama.origin, model: 'llama3.2' });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(/busy|overloaded/i, { timeout: 30_000 });
  });

  test('an error in mid-stream keeps what arrived', async ({ keywell, ollama }) => {
    ollama.answerNext({ steps: [{ text: 'What arrived' }, { failure: 'out of memory' }, 'end'] });
    await keywell.register({ provider: 'ollama', baseUrl: ollama.origin, model: 'llama3.2' });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(sentence);
    await expect(keywell.generate.answer).toContainText('What arrived');
  });

  test('a server that does not run is told with how to start it', async ({ keywell }) => {
    await keywell.register({
      provider: 'ollama',
      baseUrl: 'http://127.0.0.1:9',
      model: 'llama3.2',
    });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(/reach/i, { timeout: 30_000 });
    await expect(keywell.page.getByRole('main')).toContainText('ollama serve');
  });
});
