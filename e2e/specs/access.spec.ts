import type { Locator } from '@playwright/test';
import { type Permission, type Role, rolePermissions } from '#shared/domain/rules/permissions.ts';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';

const name = 'House model';
const url = 'https://models.example/v1';
const passcode = 'well-water-9';

const roles: readonly (readonly [role: Role, label: string])[] = [
  ['owner', 'Owner'],
  ['editor', 'Editor'],
  ['key-manager', 'Key manager'],
  ['auditor', 'Auditor'],
  ['member', 'Member'],
];

/** Asserts that a control can be used, or cannot and says which permission is missing. */
async function expectOffered(control: Locator, permission: Permission, held: boolean) {
  if (held) {
    await expect(control).toBeEnabled();
  } else {
    await expect(control).toBeDisabled();
    await expect(control).toHaveAccessibleDescription(`This needs the permission ${permission}.`);
  }
}

/** Asserts that main refuses, and names the permission that is missing. */
async function expectRefused(asked: Promise<unknown>, permission: Permission) {
  await expect(asked).rejects.toThrow(`the permission ${permission} is missing`);
}

async function addAndActAs(keywell: Keywell, role: Role, as: string) {
  const { id } = await keywell.request('members.add', { name: as, roles: [role], passcode: null });
  await keywell.request('members.actAs', { id, passcode: null });
  await expect(keywell.shell.actingMember).toHaveAccessibleName(new RegExp(`^Acting as ${as}, `));
}

for (const [role, label] of roles) {
  test(`as ${label}: what the role allows is offered, and for the rest it says what is missing`, async ({
    keywell,
  }) => {
    const held = (permission: Permission) => rolePermissions[role].includes(permission);
    const { activity, configurations, generate, settings, shell, team } = keywell;
    await keywell.register({ name, baseUrl: url }, newKey());
    await addAndActAs(keywell, role, 'Ada');
    await expect(shell.actingMember).toHaveAccessibleName(`Acting as Ada, ${label}`);

    await test.step('Configurations', async () => {
      await shell.goTo('Configurations');
      await expect(configurations.row(name)).toBeVisible();
      const write = held('configs:write');
      await expectOffered(configurations.newConfiguration, 'configs:write', write);
      await configurations.actionsOf(name).click();
      await expectOffered(configurations.action('Edit'), 'configs:write', write);
      await expectOffered(configurations.action('Duplicate'), 'configs:write', write);
      await expectOffered(configurations.action('Set as default'), 'configs:write', write);
      const keys = held('keys:manage');
      await expectOffered(configurations.action('Replace key'), 'keys:manage', keys);
      await expectOffered(configurations.action('Verify key'), 'keys:manage', keys);
      await expectOffered(configurations.action('Remove key'), 'keys:manage', keys);
      const approve = held('keys:approve');
      await expectOffered(configurations.action('Approve key'), 'keys:approve', approve);
      const remove = held('configs:delete');
      await expectOffered(configurations.action('Delete'), 'configs:delete', remove);
      await keywell.page.keyboard.press('Escape');
    });

    await test.step('Settings', async () => {
      await shell.goTo('Settings');
      await expectOffered(settings.rotate, 'encryption:rotate', held('encryption:rotate'));
    });

    await test.step('Team', async () => {
      await shell.goTo('Team');
      await expectOffered(team.addMember, 'members:manage', held('members:manage'));
    });

    await test.step('Activity', async () => {
      await shell.goTo('Activity');
      const missing = keywell.page.getByRole('heading', {
        name: 'The audit log needs the permission audit:read',
      });
      await expect(held('audit:read') ? activity.log : missing).toBeVisible();
      await expect(held('audit:read') ? missing : activity.log).toBeHidden();
    });

    await test.step('Generate', async () => {
      await shell.goTo('Generate');
      await expect(generate.run).toBeEnabled({ enabled: held('generate') });
      const note = keywell.page.getByText('Running needs the permission generate.');
      await expect(note).toBeVisible({ visible: !held('generate') });
    });
  });
}

test('members are added, changed and removed, each with their roles and passcode', async ({
  keywell,
}) => {
  const { team, shell } = keywell;
  await shell.goTo('Team');
  await team.add({ name: 'Ada', roles: ['Editor', 'Auditor'] });
  await team.add({ name: 'Grace', roles: ['Key manager'], passcode });
  await expect(team.row('Ada')).toContainText('Editor, Auditor');
  await expect(team.row('Grace')).toContainText('Key manager');
  await expect(team.row('Grace').getByRole('cell', { name: 'Yes' })).toBeVisible();

  await test.step('a name that is taken is refused on its field', async () => {
    await team.addMember.click();
    const field = team.memberDialog.getByRole('textbox', { name: 'Name' });
    await field.fill(' ADA ');
    await team.memberDialog.getByRole('button', { name: 'Save' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/There is a member of this name already\./);
    await team.memberDialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a member without a role is refused', async () => {
    await team.actions('Ada');
    await team.action('Edit').click();
    await team.choose([]);
    await team.memberDialog.getByRole('button', { name: 'Save' }).click();
    await expect(team.memberDialog).toContainText('A member has at least one role.');
    await team.choose(['Member']);
    await team.save();
    await expect(team.row('Ada')).not.toContainText('Editor');
  });

  await test.step('two passcodes that are not the same are refused', async () => {
    await team.addMember.click();
    const { memberDialog } = team;
    await memberDialog.getByRole('textbox', { name: 'Name' }).fill('Joan');
    await memberDialog.getByLabel('Passcode', { exact: true }).fill(passcode);
    await memberDialog.getByLabel('Repeat passcode').fill('another-one');
    await memberDialog.getByRole('button', { name: 'Save' }).click();
    await expect(memberDialog.getByLabel('Repeat passcode')).toHaveAccessibleDescription(
      /not the same/,
    );
    await memberDialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await team.remove('Ada');
  await expect(team.row('Ada')).toBeHidden();
  await keywell.restart();
  await keywell.shell.goTo('Team');
  await expect(keywell.team.row('Grace')).toBeVisible();
  await expect(keywell.team.row('Ada')).toBeHidden();
});

test('the last Owner can be neither removed nor made less', async ({ keywell }) => {
  const { team, shell } = keywell;
  await shell.goTo('Team');
  const [owner] = (await keywell.request('members.list', {})).members;
  const ownName = owner?.name ?? '';
  await team.actions(ownName);
  await expect(team.action('Remove')).toBeDisabled();
  await expect(team.action('Remove')).toContainText('The last Owner stays.');
  await team.action('Edit').click();
  await expect(team.role('Owner')).toBeChecked();
  await expect(team.role('Owner')).toBeDisabled();
  const input = { id: owner?.id ?? '', name: ownName, roles: ['member' as const] };
  await expect(keywell.request('members.update', input)).rejects.toThrow('the last Owner');
});

test('Act as asks for the passcode, and a wrong one has to wait, longer each time', async ({
  keywell,
}) => {
  const { team, shell } = keywell;
  const grace = { name: 'Grace', roles: ['key-manager' as const], passcode };
  const { id } = await keywell.request('members.add', grace);
  await shell.goTo('Team');
  await team.actAs('Grace');
  const { actAsDialog } = team;

  for (const guess of ['a-guess', 'another', 'a-third']) {
    await actAsDialog.enter(guess);
    await expect(actAsDialog.passcode).toHaveAccessibleDescription(/not the passcode/);
    await expect(actAsDialog.passcode).toHaveValue('');
  }
  // A second after the first, then two, then four, of which looking at the passcode takes its part.
  await expect(actAsDialog.timer).toHaveText(/^Next try in 0:0[1-4]$/);
  await expect(actAsDialog.submit).toBeDisabled();
  const rightButEarly = keywell.request('members.actAs', { id, passcode });
  await expect(rightButEarly).rejects.toThrow(/Try again in [1-4] second/);
  await expect(shell.actingMember).toHaveAccessibleName(/Owner$/);

  await actAsDialog.enter(passcode);
  await expect(actAsDialog.dialog).toBeHidden();
  await expect(shell.actingMember).toHaveAccessibleName('Acting as Grace, Key manager');
  await expect(team.row('Grace')).toContainText('Acting now');
});

test('after a restart nobody acts for a member with a passcode, until it is entered', async ({
  keywell,
}) => {
  const added = await keywell.request('members.add', {
    name: 'Grace',
    roles: ['owner'],
    passcode,
  });
  const created = await keywell.register({ name, baseUrl: url });
  await keywell.request('members.actAs', { id: added.id, passcode });

  await keywell.restart();
  const { configurations, shell, team } = keywell;
  await expect(shell.actingMember).toHaveAccessibleName(/^Nobody acts: /);
  await expect(shell.nobodyBanner).toContainText('configurations can be looked at and no more');
  await shell.goTo('Configurations');
  await expect(configurations.row(name)).toBeVisible();
  await expect(configurations.newConfiguration).toBeDisabled();
  await expectRefused(
    keywell.request('configurations.delete', { id: created.id }),
    'configs:delete',
  );

  await shell.nobodyBanner.getByRole('button').click();
  await team.actAsDialog.member('Grace').click();
  await team.actAsDialog.enter(passcode);
  await expect(shell.nobodyBanner).toBeHidden();
  await expect(shell.actingMember).toHaveAccessibleName('Acting as Grace, Owner');
  await configurations.delete(name);
  await expect(configurations.empty).toBeVisible();
});

test('who can edit configurations cannot touch keys, and the reverse, whatever they send', async ({
  keywell,
}) => {
  const { id, revision } = await keywell.register({ name, baseUrl: url }, newKey());
  const before = await keywell.registry();

  await addAndActAs(keywell, 'editor', 'Ada');
  const key = newKey();
  await expectRefused(keywell.request('keys.replace', { configurationId: id, key }), 'keys:manage');
  await expectRefused(keywell.request('keys.remove', { configurationId: id }), 'keys:manage');
  const approval = { configurationId: id, fingerprint: '0'.repeat(12) };
  await expectRefused(keywell.request('keys.approve', approval), 'keys:approve');
  await expectRefused(keywell.request('configurations.delete', { id }), 'configs:delete');

  const [owner] = (await keywell.request('members.list', {})).members;
  await keywell.request('members.actAs', { id: owner?.id ?? '', passcode: null });
  await addAndActAs(keywell, 'key-manager', 'Grace');
  const fields = await keywell.fieldsOf(id);
  await expectRefused(
    keywell.request('configurations.update', { id, revision, fields: { ...fields, notes: 'x' } }),
    'configs:write',
  );
  await expectRefused(keywell.request('configurations.setDefault', { id }), 'configs:write');
  await expectRefused(keywell.request('configurations.duplicate', { id }), 'configs:write');

  const { configurations, keys, defaultId } = await keywell.registry();
  expect({ configurations, keys, defaultId }).toEqual({
    configurations: before.configurations,
    keys: before.keys,
    defaultId: before.defaultId,
  });
});

test('an Editor can change a configuration with a key, but not where its key is sent', async ({
  keywell,
}) => {
  const key = newKey();
  await keywell.register({ name, baseUrl: url }, key);
  await addAndActAs(keywell, 'editor', 'Ada');
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');

  await configurations.choose(name, 'Edit');
  await configurations.dialog.saveWith({ model: 'keystone-2' });
  await expect(configurations.row(name)).toContainText('keystone-2');

  await configurations.choose(name, 'Edit');
  await configurations.dialog.fill({ baseUrl: 'https://elsewhere.example/v1' });
  await configurations.dialog.save.click();
  await expect(configurations.dialog.dialog).toContainText('the permission keys:manage is missing');
  expect(await keywell.registryFile()).not.toContain('elsewhere.example');
  await configurations.dialog.cancel.click();
  await expect(configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
});

test('an Editor creates a configuration, and is told who sets its key', async ({ keywell }) => {
  await addAndActAs(keywell, 'editor', 'Ada');
  const { configurations, shell } = keywell;
  await shell.goTo('Configurations');
  await configurations.newConfiguration.first().click();
  await configurations.dialog.saveWith({
    provider: 'OpenAI-compatible',
    name,
    baseUrl: url,
    model: 'keystone-1',
  });
  await expect(shell.doneNotices.filter({ hasText: 'keys:manage' })).toContainText(
    `Saved ${name}.`,
  );
  await expect(configurations.keyDialog.dialog).toBeHidden();
  await expect(configurations.row(name)).toContainText('No key');

  await test.step('and a Key manager sets and approves it', async () => {
    const [owner] = (await keywell.request('members.list', {})).members;
    await keywell.request('members.actAs', { id: owner?.id ?? '', passcode: null });
    await addAndActAs(keywell, 'key-manager', 'Grace');
    const key = newKey();
    await configurations.choose(name, 'Set key');
    await configurations.keyDialog.enter(key);
    await configurations.choose(name, 'Approve key');
    await expect(configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
    await expect(configurations.row(name)).toContainText('Approved by Grace');
  });
});

test('what another window does as somebody else shows here at once', async ({ keywell }) => {
  await keywell.register({ name, baseUrl: url });
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.newConfiguration).toBeEnabled();
  await addAndActAs(keywell, 'auditor', 'Ada');
  await expect(keywell.configurations.newConfiguration).toBeDisabled();
});
