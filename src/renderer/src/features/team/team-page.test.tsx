// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { usePolicy } from '../../stores/policy.ts';
import { exampleActor, exampleInfo, exampleMember, examplePolicy } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { TeamDialogHost } from './dialog-host.tsx';
import { useTeamDialogs } from './dialogs.ts';
import { TeamPage } from './team-page.tsx';

const ada = exampleMember({ account: 'ada' });
const bob = exampleMember({
  id: '00000000-0000-4000-8000-0000000000b2',
  name: 'Bob',
  roles: ['editor', 'auditor'],
  hasPasscode: true,
});

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('owner', ada) } });
  usePolicy.setState({ policy: examplePolicy() });
  useMembers.setState({ members: null });
  useTeamDialogs.setState(useTeamDialogs.getInitialState());
});

async function open(members: Member[], answers: Parameters<typeof mainAnswers>[0] = {}) {
  mainAnswers({ 'members.list': () => ({ members, actingId: ada.id }), ...answers });
  draw(
    <>
      <TeamPage />
      <TeamDialogHost />
    </>,
  );
  await screen.findByRole('table', { name: 'Members' });
}

const row = (name: string) =>
  within(screen.getByRole('table', { name: 'Members' })).getByRole('row', {
    name: new RegExp(`^${name}`),
  });
const click = (element: HTMLElement) => act(async () => void fireEvent.click(element));
const button = (name: string) => screen.getByRole('button', { name });
const dialog = (name: string) => screen.findByRole('dialog', { name });
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const problem = (label: string) => {
  const id = screen.getByLabelText(label).getAttribute('aria-describedby') ?? '';
  return id
    .split(' ')
    .map((one) => document.getElementById(one)?.textContent ?? '')
    .join('');
};
const removeEntry = async (name: string) => {
  await click(button(`Actions for ${name}`));
  return screen.getByRole('menuitem', { name: /^Remove/ });
};

describe('the table', () => {
  it('says of each member who they are, what they may do, and how it is shown that they are it', async () => {
    await open([{ ...ada, rolesFixed: true }, bob]);
    expect(row('Ada').textContent).toContain('Owner Fixed by policyada');
    expect(row('Ada').textContent).toContain('Acting now');
    expect(row('Bob').textContent).toContain('Editor, Auditor');
    expect(within(row('Bob')).getByText('Yes')).toBeTruthy();
  });

  it('follows what main announces', async () => {
    await open([ada]);
    act(() =>
      mainAnnounces('members.changed', { members: [ada, bob], actor: exampleActor('owner', bob) }),
    );
    expect(row('Bob').textContent).toContain('Acting now');
    expect(within(row('Ada')).getByRole('button', { name: 'Act as' })).toBeTruthy();
  });

  it('offers an Editor nothing that needs members:manage, and says so', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('editor', bob) } });
    await open([ada, bob]);
    const add = button('Add member');
    expect(add.getAttribute('aria-disabled')).toBe('true');
    expect(add.getAttribute('aria-description')).toContain('members:manage');
    await click(add);
    expect(screen.queryByRole('dialog')).toBeNull();
    await click(button('Actions for Bob'));
    expect(screen.getByRole('menuitem', { name: /^Edit.*members:manage/ })).toBeTruthy();
  });

  it('is locked by a rejected policy, whatever the role', async () => {
    usePolicy.setState({ policy: examplePolicy({ state: 'rejected', problem: 'It is broken.' }) });
    await open([ada]);
    expect(button('Add member').getAttribute('aria-description')).toContain('policy file');
  });
});

describe('Add member', () => {
  it('asks main for a member with a name, roles and a passcode', async () => {
    await open([ada], { 'members.add': () => bob });
    await click(button('Add member'));
    await dialog('Add member');
    type('Name', 'Bob');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Editor' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Member' }));
    type('Passcode', 'open sesame');
    type('Repeat passcode', 'open sesame');
    await click(button('Save'));
    expect(askedOf('members.add')).toEqual([
      { name: 'Bob', roles: ['editor'], passcode: 'open sesame' },
    ]);
    expect(useTeamDialogs.getState().opened).toBe(false);
  });

  it('asks main nothing while a field is wrong', async () => {
    await open([ada]);
    await click(button('Add member'));
    await dialog('Add member');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Member' }));
    type('Passcode', 'open sesame');
    await click(button('Save'));
    expect(problem('Name')).toBe('Enter a name.');
    expect(screen.getByText('A member has at least one role. Choose one.')).toBeTruthy();
    expect(problem('Repeat passcode')).toContain('not the same');
    expect(document.activeElement).toBe(screen.getByLabelText('Name'));
    expect(askedOf('members.add')).toEqual([]);
  });

  it("puts main's refusal under the field it concerns", async () => {
    const sentence = 'There is a member of this name already. Choose another name.';
    await open([ada], {
      'members.add': () => {
        throw new AppError('invalid-input', sentence, { fields: { name: sentence } });
      },
    });
    await click(button('Add member'));
    await dialog('Add member');
    type('Name', 'Ada');
    await click(button('Save'));
    expect(problem('Name')).toBe(sentence);
  });
});

describe('Edit member', () => {
  it('takes a passcode away only when told to, and changes nothing else', async () => {
    await open([ada, bob], { 'members.setPasscode': () => ({ ...bob, hasPasscode: false }) });
    await click(button('Bob'));
    await dialog('Edit member');
    await click(button('Take passcode away'));
    await click(button('Save'));
    expect(askedOf('members.update')).toEqual([]);
    expect(askedOf('members.setPasscode')).toEqual([{ id: bob.id, passcode: null }]);
  });

  it('does not save the name again when only the passcode was refused', async () => {
    let tries = 0;
    await open([ada, bob], {
      'members.update': ({ name }) => ({ ...bob, name }),
      'members.setPasscode': () => {
        tries += 1;
        if (tries > 1) return bob;
        const sentence = 'A passcode has at least 4 characters. Enter a longer one.';
        throw new AppError('invalid-input', sentence, { fields: { passcode: sentence } });
      },
    });
    await click(button('Bob'));
    await dialog('Edit member');
    type('Name', 'Robert');
    await click(button('Change passcode'));
    type('New passcode', 'abc');
    type('Repeat passcode', 'abc');
    await click(button('Save'));
    expect(problem('New passcode')).toContain('at least 4 characters');
    type('New passcode', 'abcd');
    type('Repeat passcode', 'abcd');
    await click(button('Save'));
    expect(askedOf('members.update')).toHaveLength(1);
    expect(askedOf('members.setPasscode').map(({ passcode }) => passcode)).toEqual(['abc', 'abcd']);
    expect(useTeamDialogs.getState().opened).toBe(false);
  });

  it('lets the last Owner stay one, and explains it', async () => {
    await open([ada, bob]);
    await click(button('Ada'));
    const owner = within(await dialog('Edit member')).getByRole<HTMLInputElement>('checkbox', {
      name: 'Owner',
    });
    expect(owner.disabled).toBe(true);
    expect(screen.getByText(/The last Owner keeps this role/)).toBeTruthy();
  });

  it('shows roles that policy fixes as fixed, and where', async () => {
    await open([ada, { ...bob, rolesFixed: true }]);
    await click(button('Bob'));
    const form = await dialog('Edit member');
    const boxes = within(form).getAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.every(({ disabled }) => disabled)).toBe(true);
    expect(form.textContent).toContain('/etc/keywell/policy.json');
  });
});

describe('Remove', () => {
  it('names what is lost, and asks main when that is confirmed', async () => {
    await open([ada, bob], { 'members.remove': () => null });
    await click(await removeEntry('Bob'));
    const asking = await dialog('Remove Bob and their passcode?');
    expect(asking.textContent).toContain('Editor, Auditor');
    expect(askedOf('members.remove')).toEqual([]);
    await click(within(asking).getByRole('button', { name: 'Remove' }));
    expect(askedOf('members.remove')).toEqual([{ id: bob.id }]);
  });

  it('is not offered for the last Owner, nor for who acts, and says why', async () => {
    await open([ada, { ...bob, roles: ['owner'] }]);
    expect((await removeEntry('Ada')).textContent).toContain('acting now');
    act(() => useMembers.setState({ members: [ada, bob] }));
    expect(screen.getByRole('menuitem', { name: /^Remove/ }).textContent).toContain(
      'The last Owner stays',
    );
    await click(screen.getByRole('menuitem', { name: /^Remove/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

it('shows who may what, from the table that main goes by', async () => {
  await open([ada]);
  const table = screen.getByRole('table', { name: 'Roles' });
  const cells = within(table)
    .getByRole('row', { name: /^Read the audit log/ })
    .querySelectorAll('td');
  expect([...cells].map(({ textContent }) => textContent)).toEqual([
    'Yes',
    'No',
    'Yes',
    'Yes',
    'No',
  ]);
});

it('shows what policy fixes', async () => {
  usePolicy.setState({
    policy: examplePolicy({
      state: 'in-force',
      allowedProviders: ['ollama'],
      maxKeyAgeDays: 30,
      maxKeyAgeFixed: true,
    }),
  });
  await open([ada]);
  const { textContent } = screen.getByRole('region', { name: 'Policy of this machine' });
  expect(textContent).toContain('Only OllamaFixed by policy');
  expect(textContent).toContain('after 30 daysFixed by policy');
  expect(textContent).toContain('All are allowed');
});
