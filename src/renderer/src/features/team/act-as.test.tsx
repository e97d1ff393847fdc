// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { exampleActor, exampleInfo, exampleMember } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { ActAsDialog } from './act-as-dialog.tsx';
import { TeamDialogHost } from './dialog-host.tsx';
import { openActAs, useTeamDialogs } from './dialogs.ts';

const ada = exampleMember();
const bob = exampleMember({
  id: '00000000-0000-4000-8000-0000000000b2',
  name: 'Bob',
  roles: ['editor'],
  hasPasscode: true,
});
const members = [ada, bob];
const passcode = `canary-${'k4'.repeat(6)}`;
const asBob = exampleActor('editor', bob);

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('owner', ada) } });
  useMembers.setState({ members });
});
afterEach(() => void vi.useRealTimers());

async function openForBob(actAs: () => typeof asBob) {
  mainAnswers({
    'members.list': () => ({ members, actingId: ada.id }),
    'members.actAs': actAs,
  });
  openActAs(bob.id);
  draw(<ActAsDialog id={bob.id} />);
  await act(async () => undefined);
}

const field = () => screen.getByLabelText<HTMLInputElement>('Passcode');
const actAsButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Act as' });

async function submit(entered: string) {
  fireEvent.input(field(), { target: { value: entered } });
  await act(async () => void fireEvent.submit(field()));
}

it('sends the passcode once, and is left without a trace of it', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof asBob>();
  await openForBob(() => promise as never);
  await submit(passcode);
  expect(askedOf('members.actAs')).toEqual([{ id: bob.id, passcode }]);
  expect(field().value).toBe('');
  expect(document.documentElement.outerHTML).not.toContain(passcode);
  await act(async () => resolve(asBob));
  expect(useTeamDialogs.getState().opened).toBe(false);
});

it('says at the field that it was wrong, and takes no other try until the wait is over', async () => {
  vi.useFakeTimers();
  await openForBob(() => {
    throw new AppError('passcode-wrong', 'This is not the passcode. Try again in 8 seconds.', {
      fields: { passcode: 'This is not the passcode.' },
      retryAfterMs: 8_000,
    });
  });
  await submit('wrong');
  expect(screen.getByText('This is not the passcode.')).toBeTruthy();
  expect(document.activeElement).toBe(field());
  expect(actAsButton().disabled).toBe(true);
  expect(screen.getByRole('timer').textContent).toBe('Next try in 0:08');

  act(() => void vi.advanceTimersByTime(5_000));
  expect(screen.getByRole('timer').textContent).toBe('Next try in 0:03');
  await submit('wrong again');
  expect(askedOf('members.actAs')).toHaveLength(1);

  act(() => void vi.advanceTimersByTime(3_250));
  expect(actAsButton().disabled).toBe(false);
  expect(screen.getByText('You can try again now.')).toBeTruthy();
  await submit('and again');
  expect(askedOf('members.actAs')).toHaveLength(2);
});

it('waits also for what was tried before the dialog opened', async () => {
  await openForBob(() => {
    throw new AppError('passcode-wait', 'There was a wrong passcode before.', {
      retryAfterMs: 75_000,
    });
  });
  await submit(passcode);
  expect(screen.getByText('A passcode before this one was wrong.')).toBeTruthy();
  expect(screen.getByRole('timer').textContent).toBe('Next try in 1:15');
});

it('lets somebody choose who they are, and asks for a passcode where there is one', async () => {
  mainAnswers({
    'members.list': () => ({ members, actingId: null }),
    'members.actAs': () => exampleActor('owner', ada),
  });
  useApp.setState({
    info: { ...exampleInfo, actor: { ...asBob, id: 'nobody', name: 'Nobody', roles: [] } },
  });
  draw(<TeamDialogHost />);
  act(() => openActAs());
  expect(await screen.findByRole('dialog', { name: 'Choose who you are' })).toBeTruthy();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^Bob/ })));
  expect(await screen.findByRole('dialog', { name: 'Act as Bob' })).toBeTruthy();
  expect(askedOf('members.actAs')).toEqual([]);

  act(() => openActAs());
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^Ada/ })));
  expect(askedOf('members.actAs')).toEqual([{ id: ada.id, passcode: null }]);
  expect(useTeamDialogs.getState().opened).toBe(false);
});

it('gives the window to whoever main says acts', () => {
  mainAnswers({});
  act(() => mainAnnounces('members.changed', { members, actor: asBob }));
  expect(useApp.getState().info?.actor).toEqual(asBob);
});
