import { expectAccessible } from '../app/accessible.ts';
import { answering, digest, llmStep, workflowOf } from '../app/workflow-documents.ts';
import { expect, test } from '../fixtures.ts';
import { Gate } from '../providers/gate.ts';

// Each looks at many places in turn, and axe takes its time for each.
test.describe.configure({ timeout: 240_000 });

for (const theme of ['light', 'dark'] as const) {
  test(`workflows in the ${theme} theme keep to WCAG in every state`, async ({ keywell, chat }) => {
    await keywell.request('settings.update', { theme });
    await keywell.register({ baseUrl: chat.baseUrl });
    await keywell.shell.goTo('Workflows');
    const { workflows, page } = keywell;
    await expectAccessible(keywell);

    await test.step('while it is drafted', async () => {
      const gate = new Gate();
      const text = JSON.stringify(digest);
      chat.answerNext({
        steps: [{ text: text.slice(0, 400) }, { hold: gate }, { text: text.slice(400) }],
      });
      await workflows.describe('Tell the team what is new');
      await expect(workflows.box('Fetch the issues')).toBeVisible();
      await expectAccessible(keywell);
      gate.release();
      await expect(workflows.phase).toContainText('Drafted');
    });

    await test.step('a step, the list, JSON and Mermaid', async () => {
      await workflows.save.click();
      await expect(workflows.saved).toHaveCount(1);
      await workflows.box('Summarise them').click();
      await expectAccessible(keywell);
      await page.getByRole('button', { name: 'Show as list' }).click();
      await expectAccessible(keywell);
      await workflows.tab('Mermaid').click();
      await expectAccessible(keywell);
      await workflows.rewrite(JSON.stringify(digest, null, 2).replace('"fetch"\n', '"x"\n'));
      await expect(workflows.problems).toHaveCount(1);
      await expectAccessible(keywell);
      await workflows.undo.click();
    });

    await test.step('a proposed revision', async () => {
      chat.answerNext(answering(workflowOf([llmStep('fetch', 'Fetch all issues')])));
      await workflows.instruction.fill('Shorten it');
      await workflows.revise.click();
      await expect(workflows.proposal.locator('del').first()).toBeVisible();
      await expectAccessible(keywell);
      await page.getByRole('button', { name: 'Discard' }).click();
    });

    await test.step('a draft that is not valid', async () => {
      const wrong = answering(workflowOf([llmStep('a', 'One', ['b'])]));
      chat.answerNext(wrong, wrong);
      await workflows.draft.click();
      await expect(workflows.phase).toContainText('Not valid');
      await page.getByText('The answer as it came').click();
      await expectAccessible(keywell);
    });

    await test.step('the questions', async () => {
      for (const action of ['Rename', 'Delete']) {
        await workflows.choose('Morning digest', action);
        const dialog = page.getByRole('dialog', { name: new RegExp(`^${action}`) });
        await expect(dialog).toBeVisible();
        await expectAccessible(keywell);
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        await expect(dialog).toBeHidden();
      }
    });
  });
}

test('a workflow by keyboard alone: drafted, walked through, edited, revised, saved', async ({
  keywell,
  chat,
}) => {
  await keywell.register({ baseUrl: chat.baseUrl });
  const { workflows, page, shell } = keywell;
  const { keyboard } = page;
  await shell.palette.openByKeys();
  await shell.palette.run('Workflows');
  await expect(shell.title('Workflows')).toBeVisible();

  await workflows.words.focus();
  await keyboard.type('Tell the team what is new');
  chat.answerNext(answering(digest));
  await keyboard.press('ControlOrMeta+Enter');
  await expect(workflows.phase).toContainText('Drafted');

  await test.step('from step to step by arrow keys; the graph is one stop for Tab', async () => {
    await workflows.tab('Graph').focus();
    const trigger = workflows.box('0 7 * * 1-5, Schedule');
    for (let tabs = 0; tabs < 3 && !(await trigger.evaluate(hasFocus)); tabs += 1) {
      await keyboard.press('Tab');
    }
    await expect(trigger).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(workflows.box('Fetch the issues')).toBeFocused();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(workflows.details).toContainText('Do Summarise them.');
    await keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Zoom out' })).toBeFocused();
  });

  await test.step('into the editor and out of it', async () => {
    await workflows.tab('Graph').focus();
    await keyboard.press('ArrowRight');
    await expect(workflows.editor).toBeVisible();
    await keyboard.press('Tab');
    await expect(workflows.editor).toBeFocused();
    await keyboard.press('ControlOrMeta+Home');
    await keyboard.type(' ');
    await keyboard.press('Tab');
    await expect(workflows.editor).not.toBeFocused();
    await keyboard.press('Shift+Tab');
    await expect(workflows.editor).toBeFocused();
  });

  await test.step('a revision is taken over, and the focus comes back', async () => {
    chat.answerNext(answering(workflowOf([llmStep('fetch', 'Fetch all issues')])));
    await workflows.instruction.focus();
    await keyboard.type('Shorten it');
    await keyboard.press('ControlOrMeta+Enter');
    await expect(workflows.proposal).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect(workflows.instruction).toBeFocused();
    await expect(workflows.proposal).toBeHidden();
  });

  await test.step('saved', async () => {
    await keyboard.press('ControlOrMeta+s');
    await expect(workflows.savedOne('Morning digest')).toContainText('1 step');
  });
});

/** Runs in the page. */
function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
