import { expect, newKey, test } from '../fixtures.ts';
import { Gate } from '../providers/gate.ts';

test('the main job by keyboard alone', async ({ keywell, chat }) => {
  const key = newKey();
  chat.key = key;
  const { keyboard } = keywell.page;

  await test.step('create', async () => {
    // Where Keywell is a tab, Ctrl+N is the browser's own.
    await keyboard.press('Alt+n');
    const { dialog } = keywell.configurations;
    await expect(dialog.dialog).toBeVisible();
    await dialog.name.focus();
    await keyboard.type('House model');
    await dialog.provider.focus();
    await keyboard.press('ArrowDown');
    await dialog.chooseProviderByKeys('OpenAI-compatible');
    await dialog.baseUrl.focus();
    await keyboard.type(chat.baseUrl);
    await dialog.model.focus();
    await keyboard.type('keystone-1');
    await keyboard.press('Enter');
    await expect(dialog.dialog).toBeHidden();
  });

  await test.step('the key field has the focus, and Enter saves', async () => {
    await expect(keywell.configurations.keyDialog.key).toBeFocused();
    await keyboard.type(key);
    await keywell.configurations.keyDialog.verifyFirst.uncheck();
    await keywell.configurations.keyDialog.key.focus();
    await keyboard.press('Enter');
    await expect(keywell.configurations.keyDialog.dialog).toBeHidden();
  });

  await test.step('run, and stop', async () => {
    chat.answerNext({ steps: [{ text: 'Half' }, { hold: new Gate() }] });
    await keywell.shell.palette.openByKeys();
    await keywell.shell.palette.run('Generate');
    await expect(keywell.shell.title('Generate')).toBeVisible();
    await keywell.generate.prompt.focus();
    await keyboard.type('Is there water?');
    await keyboard.press('ControlOrMeta+Enter');
    await expect(keywell.generate.answer).toContainText('Half');
    const asked = await chat.takeGeneration();
    await keyboard.press('Escape');
    expect(await asked.closed).toBe('dropped');
    await expect(keywell.generate.detail('Finish reason')).toContainText('Stopped');
  });
});

test('Tab reaches everything on the configurations page, in the order it is read', async ({
  keywell,
}) => {
  await keywell.register({ baseUrl: 'https://models.example/v1' });
  await keywell.shell.goTo('Configurations');
  const { keyboard } = keywell.page;
  const { configurations } = keywell;
  const controls = {
    search: configurations.search,
    'new configuration': configurations.newConfiguration,
    actions: configurations.actionsOf('House model'),
  };
  await keywell.shell.title('Configurations').click();
  const reached: string[] = [];
  while (reached.at(-1) !== 'actions' && reached.length < 30) {
    await keyboard.press('Tab');
    let focused = 'another';
    for (const [name, control] of Object.entries(controls)) {
      if (await control.evaluate(hasFocus)) focused = name;
    }
    reached.push(focused);
  }
  expect(reached.filter((name) => name !== 'another')).toEqual(Object.keys(controls));
});

test('a menu and a dialog give the focus back to where they were opened', async ({ keywell }) => {
  await keywell.register({ baseUrl: 'https://models.example/v1' });
  await keywell.shell.goTo('Configurations');
  const { keyboard } = keywell.page;
  const actions = keywell.configurations.actionsOf('House model');

  await actions.focus();
  await keyboard.press('Enter');
  await expect(keywell.configurations.action('Edit')).toBeVisible();
  await keyboard.press('Escape');
  await expect(actions).toBeFocused();

  await keyboard.press('Enter');
  await keywell.configurations.action('Edit').press('Enter');
  await expect(keywell.configurations.dialog.dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(keywell.configurations.dialog.dialog).toBeHidden();
  await expect(actions).toBeFocused();
});

test('members by keyboard alone: added, acted as, the log read and verified', async ({
  keywell,
}) => {
  const { keyboard } = keywell.page;
  const { activity, shell, team } = keywell;
  await shell.palette.openByKeys();
  await shell.palette.run('Team');
  await expect(shell.title('Team')).toBeVisible();
  await team.addMember.press('Enter');
  await expect(team.memberDialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await keyboard.type('Ada');
  await team.role('Auditor').press('Space');
  await team.memberDialog.getByLabel('Passcode', { exact: true }).focus();
  await keyboard.type('well-water-9');
  await keyboard.press('Tab');
  await keyboard.type('well-water-9');
  await keyboard.press('Enter');
  await expect(team.memberDialog).toBeHidden();
  await expect(team.addMember).toBeFocused();

  await shell.actingMember.press('Enter');
  const menu = keywell.page.getByRole('menu');
  await expect(menu).toBeVisible();
  while (!(await menu.getByRole('menuitem', { name: /^Ada/ }).evaluate(hasFocus))) {
    await keyboard.press('ArrowDown');
  }
  await keyboard.press('Enter');
  await expect(team.actAsDialog.passcode).toBeFocused();
  await keyboard.type('well-water-9');
  await keyboard.press('Enter');
  await expect(team.actAsDialog.dialog).toBeHidden();
  await expect(shell.actingMember).toHaveAccessibleName('Acting as Ada, Auditor, Member');
  await expect(shell.actingMember).toBeFocused();

  await shell.palette.openByKeys();
  await shell.palette.run('Activity');
  await expect(activity.rows({ action: 'Add member', target: 'Ada' })).toHaveCount(1);
  await activity.verify.press('Enter');
  await expect(activity.integrity).toContainText('Intact.');
});

test('what is not allowed can be reached by keyboard, says why, and does nothing', async ({
  keywell,
}) => {
  await keywell.register({ baseUrl: 'https://models.example/v1' });
  const ada = { name: 'Ada', roles: ['member' as const], passcode: null };
  const { id } = await keywell.request('members.add', ada);
  await keywell.request('members.actAs', { id, passcode: null });
  await keywell.shell.goTo('Configurations');
  const { newConfiguration, dialog, search } = keywell.configurations;
  await search.focus();
  for (let presses = 0; presses < 10 && !(await newConfiguration.evaluate(hasFocus)); presses += 1)
    await keywell.page.keyboard.press('Tab');
  await expect(newConfiguration).toBeFocused();
  await expect(keywell.page.getByRole('tooltip')).toContainText('configs:write');
  await keywell.page.keyboard.press('Enter');
  await keywell.page.keyboard.press('Alt+n');
  await expect(dialog.dialog).toBeHidden();
});

test('details, rotation and re-entry by keyboard alone', async ({ keywell }) => {
  const key = newKey();
  await keywell.register({ name: 'Alder', baseUrl: 'https://models.example/v1' }, key);
  await keywell.register({ name: 'Birch', baseUrl: 'https://models.example/v1' }, key);
  const { keyboard } = keywell.page;
  const { configurations, reentry, settings, shell } = keywell;
  await shell.goTo('Configurations');
  const opener = configurations.row('Alder').getByRole('button', { name: 'Alder', exact: true });
  await opener.press('Enter');
  const drawer = keywell.page.getByRole('dialog', { name: 'Alder', exact: true });
  await expect(drawer).toBeVisible();
  await drawer.getByRole('button', { name: 'Replace key' }).press('Enter');
  await expect(configurations.keyDialog.key).toBeFocused();
  await keyboard.press('Escape');
  await expect(configurations.keyDialog.dialog).toBeHidden();
  await expect(drawer).toBeVisible();
  await keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(opener).toBeFocused();

  await shell.goTo('Settings');
  await settings.rotate.press('Enter');
  await expect(settings.rotateDialog.getByRole('textbox')).toBeFocused();
  await keyboard.type('rotate');
  await keyboard.press('Enter');
  await expect(reentry.whose('Alder')).toBeVisible();
  await expect(reentry.key).toBeFocused();
  await keyboard.type(key);
  await keyboard.press('Enter');
  await expect(reentry.whose('Birch')).toBeVisible();
  await expect(reentry.key).toBeFocused();
  await keyboard.press('Escape');
  await expect(reentry.dialog).toBeHidden();
  await expect(reentry.banner).toContainText('1 key has to be entered again');
});

test('the palette finds pages, configurations and actions', async ({ keywell, chat }) => {
  await keywell.register({ name: 'Deep well', baseUrl: chat.baseUrl });
  await keywell.register({ name: 'Shallow well', baseUrl: chat.baseUrl });
  const { palette } = keywell.shell;

  await palette.openByKeys();
  await palette.run('Settings');
  await expect(keywell.shell.title('Settings')).toBeVisible();

  await palette.openByKeys();
  await keywell.page.keyboard.type('Deep well');
  await expect(palette.option(/Run with Deep well/)).toBeVisible();
  await expect(palette.option(/Edit Deep well/)).toBeVisible();
  await palette.option(/Set Deep well as default/).click();
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Deep well\s*Default$/);

  await palette.openByKeys();
  await keywell.page.keyboard.press('Escape');
  await expect(palette.dialog).toBeHidden();
});

test('a slash focuses the search, and a question mark lists the shortcuts', async ({ keywell }) => {
  await keywell.register({ baseUrl: 'https://models.example/v1' });
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.table).toBeVisible();
  await keywell.page.keyboard.press('/');
  await expect(keywell.configurations.search).toBeFocused();
  await keywell.page.keyboard.press('?');
  await expect(keywell.configurations.search).toHaveValue('?');

  await keywell.shell.goTo('Settings');
  await keywell.page.keyboard.press('?');
  const sheet = keywell.page.getByRole('dialog', { name: /shortcuts/i });
  await expect(sheet).toContainText('New configuration');
  await keywell.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('the first Tab offers to skip to the content', async ({ keywell }) => {
  await keywell.page.keyboard.press('Tab');
  const skip = keywell.page.getByRole('button', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await keywell.page.keyboard.press('Enter');
  await expect(keywell.page.getByRole('main')).toBeFocused();
});

/** Runs in the page. */
function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
