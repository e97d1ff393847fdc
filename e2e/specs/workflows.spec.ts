import type { Keywell } from '../app/keywell.ts';
import { answering, digest, llmStep, longWorkflow, workflowOf } from '../app/workflow-documents.ts';
import { expect, newKey, test } from '../fixtures.ts';
import type { ChatCompletionsServer } from '../providers/chat-completions-server.ts';
import { Gate } from '../providers/gate.ts';

const words = 'Every weekday at seven, summarise the new issues and post them.';

/** With a default that goes to `chat`, and the page open. */
async function opened(keywell: Keywell, chat: ChatCompletionsServer): Promise<void> {
  await keywell.register({ name: 'House model', baseUrl: chat.baseUrl });
  await keywell.shell.goTo('Workflows');
}

/** The same, and a workflow drafted. */
async function drafted(
  keywell: Keywell,
  chat: ChatCompletionsServer,
  document: unknown = digest,
): Promise<void> {
  await opened(keywell, chat);
  chat.answerNext(answering(document));
  await keywell.workflows.describe(words);
  await chat.takeGeneration();
  await expect(keywell.workflows.phase).toContainText('Drafted');
}

test('a draft by the default appears step by step, drawn and in words, with its figures', async ({
  keywell,
  chat,
}) => {
  await opened(keywell, chat);
  const { workflows } = keywell;
  const [first, second] = halves(JSON.stringify(digest), '"post"');
  const gate = new Gate();
  chat.answerNext({
    steps: [{ text: first }, { hold: gate }, { text: second }],
    usage: { input: 900, output: 400 },
  });
  await workflows.describe(words);

  await expect(workflows.title).toHaveText('Morning digest');
  await expect(workflows.phase).toContainText('Drafting');
  await expect(workflows.steps).toHaveCount(2);
  await expect(workflows.steps.nth(1)).toContainText('After Fetch the issues');
  await expect(workflows.trigger).toContainText('Schedule');
  await expect(workflows.box('Summarise them')).toBeVisible();
  const asked = await chat.takeGeneration();
  expect(asked.body).toContain(words);
  expect(asked.json).toMatchObject({ model: 'keystone-1', stream: true });

  gate.release();
  await expect(workflows.phase).toContainText('Drafted');
  await expect(workflows.steps).toHaveCount(3);
  await expect(workflows.box('Post the summary, LLM')).toBeVisible();
  await expect(workflows.figure('Drafted by')).toContainText('House model');
  await expect(workflows.figure('Input tokens')).toHaveText('900');
  await expect(workflows.figure('Output tokens')).toHaveText('400');
  await expect(workflows.figure('Cost')).toContainText('Price unknown');
  await workflows.tab('JSON').click();
  await expect(workflows.editor).toContainText('"schemaVersion": 1');
  await workflows.tab('Mermaid').click();
  await expect(keywell.page.getByRole('group', { name: 'Workflow as Mermaid' })).toContainText(
    'flowchart TD',
  );
});

test('an invalid first answer is repaired, and shown as such', async ({ keywell, chat }) => {
  await opened(keywell, chat);
  const { workflows, page } = keywell;
  const gate = new Gate();
  const wrong = workflowOf([llmStep('fetch', 'Fetch', ['nowhere'])]);
  chat.answerNext(answering(wrong), { ...answering(digest), holdHeaders: gate });
  await workflows.describe(words);

  await expect(workflows.phase).toContainText('Repairing');
  await expect(page.getByText(/^Repairing: the first answer/)).toBeVisible();
  await page.getByText('What was wrong with the first answer').click();
  await expect(page.getByText('"nowhere" is not the id of a step.')).toBeVisible();
  gate.release();

  await expect(workflows.phase).toContainText('Drafted');
  await expect(page.getByText(/^Repaired: the first answer/)).toBeVisible();
  await expect(workflows.steps).toHaveCount(3);
  await expect(workflows.figure('Answers')).toHaveText('2');
  await expect(workflows.figure('Output tokens')).toHaveText('800');
  await chat.takeGeneration();
  expect((await chat.takeGeneration()).body).toContain('is not the id of a step');
});

const faults = {
  'a cycle': {
    document: workflowOf([llmStep('a', 'One', ['b']), llmStep('b', 'Two', ['a'])]),
    sentence: /These steps wait for each other: "a" → "b" → "a"/,
    place: '{',
  },
  'an id that is there twice': {
    document: workflowOf([llmStep('a', 'One'), llmStep('a', 'Two')]),
    sentence: /Steps 1 and 2 are both called "a"/,
    place: '"a"',
  },
  'a dependency on nothing': {
    document: workflowOf([llmStep('a', 'One'), llmStep('b', 'Two', ['a', 'elsewhere'])]),
    sentence: /In step 2, "dependsOn\[1\]": "elsewhere" is not the id of a step/,
    place: '"elsewhere"',
  },
} as const;
for (const [what, { document, sentence, place }] of Object.entries(faults)) {
  test(`${what} in the second answer too is told, drawn, and led to`, async ({ keywell, chat }) => {
    await opened(keywell, chat);
    const { workflows, page } = keywell;
    chat.answerNext(answering(document), answering(document));
    await workflows.describe(words);
    await expect(workflows.phase).toContainText('Not valid');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('not a sound workflow');
    await expect(workflows.problems).toContainText(sentence);
    await expect(workflows.steps.first()).toContainText('One');

    await page.getByText('The answer as it came').click();
    await expect(page.getByText(JSON.stringify(document))).toBeVisible();
    await workflows.problems.first().click();
    await expect(workflows.editor).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(place);

    await page.keyboard.press('ControlOrMeta+s');
    await expect(keywell.shell.failureNotices.last()).toContainText('has errors');
    await expect(workflows.saved).toHaveCount(0);
  });
}

test('an answer that is no workflow at all is shown as it came, and can be mended', async ({
  keywell,
  chat,
}) => {
  await opened(keywell, chat);
  const { workflows } = keywell;
  const refusal = { steps: [{ text: 'I would rather talk about wells.' }] };
  chat.answerNext(refusal, refusal);
  await workflows.describe(words);
  await expect(workflows.phase).toContainText('Not valid');
  await expect(workflows.editor).toHaveText('I would rather talk about wells.');
  await expect(workflows.problems).toContainText('The text is not JSON');
  await workflows.rewrite(JSON.stringify(digest));
  await expect(workflows.problems).toHaveCount(0);
  await workflows.tab('Graph').click();
  await expect(workflows.steps).toHaveCount(3);
});

test('what had come before the stream broke off is drawn and kept', async ({ keywell, chat }) => {
  await opened(keywell, chat);
  const { workflows, page } = keywell;
  const [first] = halves(JSON.stringify(digest), '"post"');
  chat.answerNext({ steps: [{ text: first }, 'end'] });
  await workflows.describe(words);
  await expect(workflows.phase).toContainText('Failed');
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expect(workflows.steps).toHaveCount(2);
  await page.getByRole('button', { name: 'Edit it as JSON' }).click();
  await expect(workflows.editor).toContainText('Summarise them');
  await expect(workflows.problems).toContainText('The text is not JSON');
  chat.answerNext(answering(digest));
  await workflows.draft.click();
  await expect(workflows.phase).toContainText('Drafted');
});

test('a workflow of two hundred steps is drawn, told, and walked through', async ({
  keywell,
  chat,
}) => {
  await drafted(keywell, chat, longWorkflow(200));
  const { workflows, page } = keywell;
  await expect(workflows.steps).toHaveCount(200);
  // The trigger is drawn too.
  await expect(workflows.graph.getByRole('application').locator('[data-box]')).toHaveCount(201);
  await page.getByRole('button', { name: 'Show the whole graph' }).click();
  await expect(workflows.box('Step number 199')).toBeInViewport();
  await workflows.box('Step number 199').click();
  await expect(workflows.details).toContainText('Do Step number 199.');
  await page.getByRole('button', { name: 'Show as list' }).click();
  await page.getByRole('button', { name: 'Step number 7', exact: true }).click();
  await expect(workflows.details).toContainText('Do Step number 7.');
});

test('Stop in the middle of a draft closes the connection and keeps what came', async ({
  keywell,
  chat,
}) => {
  await opened(keywell, chat);
  const { workflows } = keywell;
  const [first] = halves(JSON.stringify(digest), '"post"');
  for (const stop of [() => workflows.stop.click(), () => keywell.page.keyboard.press('Escape')]) {
    chat.answerNext({ steps: [{ text: first }, { hold: new Gate() }] });
    await workflows.describe(words);
    await expect(workflows.steps).toHaveCount(2);
    const asked = await chat.takeGeneration();
    await stop();
    expect(await asked.closed).toBe('dropped');
    await expect(workflows.phase).toContainText('Stopped');
    await expect(workflows.steps).toHaveCount(2);
  }
});

test('a mistake in the JSON is told as it is typed, and the graph keeps what it had', async ({
  keywell,
  chat,
}) => {
  await drafted(keywell, chat);
  const { workflows, page } = keywell;
  const valid = JSON.stringify(digest, null, 2);
  await workflows.rewrite(valid.replace('"name": "Post the summary",', '"name": "Post it"'));
  await expect(workflows.problems).toContainText(/not JSON from line \d+, column \d+ on/);
  await workflows.tab('Graph').click();
  await expect(workflows.graph).toContainText('This is what it was before');
  await expect(workflows.steps.last()).toContainText('Post the summary');

  await workflows.rewrite(valid.replace('"Post the summary"', '"Post it"'));
  await expect(workflows.problems).toHaveCount(0);
  await workflows.tab('Graph').click();
  await expect(workflows.steps.last()).toContainText('Post it');
  await expect(workflows.graph).not.toContainText('This is what it was before');

  await workflows.rewrite(valid.replace('"fetch"\n', '"fetsch"\n'));
  await workflows.problems.first().click();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('"fetsch"');
});

test('a revision shows what it would change, is accepted, undone and done again', async ({
  keywell,
  chat,
}) => {
  await drafted(keywell, chat);
  const { workflows, page } = keywell;
  const revised = workflowOf([
    llmStep('fetch', 'Fetch the issues'),
    llmStep('sum', 'Summarise them', ['fetch']),
    {
      id: 'ok',
      name: 'Let a person agree',
      type: 'approval',
      dependsOn: ['sum'],
      message: 'Post this?',
      approvers: [],
    },
    llmStep('post', 'Post the summary', ['ok']),
  ]);
  chat.answerNext(answering(revised));
  await workflows.instruction.fill('Add an approval before the last step');
  await page.keyboard.press('ControlOrMeta+Enter');
  expect((await chat.takeGeneration()).body).toContain('Add an approval before the last step');

  await expect(workflows.proposal).toContainText(
    'Adds Let a person agree. Changes Post the summary.',
  );
  await expect(workflows.proposal.locator('ins', { hasText: 'Let a person agree' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(workflows.steps).toHaveCount(4);
  await expect(workflows.box('Let a person agree, Approval')).toBeVisible();
  await workflows.undo.click();
  await expect(workflows.steps).toHaveCount(3);
  await workflows.redo.click();
  await expect(workflows.steps).toHaveCount(4);

  await test.step('one that is discarded changes nothing', async () => {
    chat.answerNext(answering(digest));
    await workflows.instruction.fill('Take it out again');
    await workflows.revise.click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(workflows.steps).toHaveCount(4);
  });
});

test('a workflow is saved, found after a restart, renamed, exported and deleted', async ({
  keywell,
  chat,
}) => {
  await drafted(keywell, chat);
  await keywell.workflows.save.click();
  await expect(keywell.workflows.savedOne('Morning digest')).toContainText('3 steps');
  await keywell.restart();
  await keywell.shell.goTo('Workflows');
  const { workflows, page } = keywell;
  await workflows.search.fill('what is NEW');
  await workflows.open('Morning digest');
  await expect(workflows.steps).toHaveCount(3);
  await expect(workflows.figure('Drafted by')).toContainText('House model');

  await test.step('rename', async () => {
    await workflows.choose('Morning digest', 'Rename');
    const dialog = page.getByRole('dialog', { name: 'Rename Morning digest' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('  ');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Daily digest');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(workflows.title).toHaveText('Daily digest');
  });

  await test.step('export, and import what was exported', async () => {
    for (const [format, start] of [
      ['JSON', '{'],
      ['YAML', 'schemaVersion: 1'],
      ['Mermaid', 'flowchart TD'],
    ] as const) {
      const { name, text } = await workflows.download(() =>
        workflows.choose('Daily digest', `Export ${format}`),
      );
      expect(name).toMatch(/^daily-digest\.(json|yaml|mmd)$/);
      expect(text.startsWith(start)).toBe(true);
      if (format === 'Mermaid') continue;
      await workflows.import(name, text.replaceAll('Daily digest', `From ${format}`));
      await expect(workflows.title).toHaveText(`From ${format}`);
      await expect(workflows.steps).toHaveCount(3);
    }
  });

  await test.step('a second one of the same name is refused, and nothing is lost by that', async () => {
    await workflows.rewrite(JSON.stringify({ ...digest, name: 'daily DIGEST' }));
    await workflows.save.click();
    await expect(keywell.shell.failureNotices.last()).toContainText(
      'called "daily DIGEST" already',
    );
    await expect(workflows.title).toHaveText('daily DIGEST');
  });

  await test.step('delete', async () => {
    await workflows.choose('Daily digest', 'Delete');
    const question = page.getByRole('dialog', { name: 'Delete Daily digest?' });
    await expect(question).toContainText('Its 3 steps and every earlier version');
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(workflows.saved).toHaveCount(0);
  });
});

test('what is not saved is kept while one is elsewhere, and while another is looked at', async ({
  keywell,
  chat,
}) => {
  await drafted(keywell, chat);
  const { workflows, page } = keywell;
  await workflows.save.click();
  await expect(workflows.saved).toHaveCount(1);
  await workflows.rewrite(JSON.stringify({ ...digest, name: 'Not saved' }));
  await keywell.shell.goTo('Generate');
  await keywell.shell.goTo('Workflows');
  await expect(workflows.title).toHaveText('Not saved');
  await expect(page.getByText('Not saved', { exact: true }).last()).toBeVisible();

  chat.answerNext(answering(longWorkflow(5)));
  await workflows.describe('Something long');
  await expect(workflows.title).toHaveText('Long haul');
  await workflows.undo.click();
  await expect(workflows.title).toHaveText('Not saved');
});

test('a file with what seems to be a key is not opened, nor is a draft with one shown', async ({
  keywell,
  chat,
}) => {
  await opened(keywell, chat);
  const { workflows, page } = keywell;
  const secret = `sk-${newKey()}`;
  const leaky = workflowOf([llmStep('a', `Use ${secret}`)]);
  await workflows.import('leaky.json', JSON.stringify(leaky));
  await expect(keywell.shell.failureNotices.last()).toContainText('leaky.json was not opened');
  chat.answerNext(answering(leaky), answering(leaky));
  await workflows.describe(words);
  await expect(workflows.phase).toContainText('Not valid');
  expect(await page.content()).not.toContain(secret);
});

/** Cuts `text` before `at`. */
function halves(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index)];
}
