// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { usePolicy } from '../../stores/policy.ts';
import { exampleActor, exampleInfo, exampleMember, examplePolicy } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useTeamDialogs } from '../team/dialogs.ts';
import { ActingMember } from './acting-member.tsx';
import { NobodyBanner } from './nobody-banner.tsx';
import { PolicyBanner } from './policy-banner.tsx';

const ada = exampleMember();
const bob = exampleMember({
  id: '00000000-0000-4000-8000-0000000000b2',
  name: 'Bob',
  roles: ['editor'],
  hasPasscode: true,
});
const nobody = { id: 'nobody', name: 'Nobody', roles: [], permissions: ['configs:read' as const] };

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('editor', bob) } });
  useMembers.setState({ members: null });
  useTeamDialogs.setState(useTeamDialogs.getInitialState());
  mainAnswers({
    'members.list': () => ({ members: [ada, bob], actingId: bob.id }),
    'members.actAs': () => exampleActor('owner', ada),
  });
});

const openMenu = () => act(async () => void fireEvent.click(screen.getByRole('button')));
const choose = (name: RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('menuitem', { name })));

describe('the menu', () => {
  it('names who acts, and lets somebody without a passcode act at once', async () => {
    draw(<ActingMember />);
    expect(screen.getByRole('button', { name: 'Acting as Bob, Editor' })).toBeTruthy();
    await openMenu();
    await choose(/^Ada/);
    expect(askedOf('members.actAs')).toEqual([{ id: ada.id, passcode: null }]);
  });

  it('asks for the passcode where there is one', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('owner', ada) } });
    draw(<ActingMember />);
    await openMenu();
    await choose(/^Bob.*asks for a passcode/);
    expect(askedOf('members.actAs')).toEqual([]);
    expect(useTeamDialogs.getState()).toMatchObject({
      opened: true,
      dialog: { kind: 'act-as', id: bob.id },
    });
  });
});

describe('while nobody acts', () => {
  it('says so wherever one is, with the way out', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: nobody } });
    draw(<NobodyBanner />);
    expect(screen.getByRole('region', { name: 'Acting member' }).textContent).toContain(
      'Nobody acts',
    );
    fireEvent.click(screen.getByRole('button', { name: 'Choose who you are' }));
    expect(useTeamDialogs.getState()).toMatchObject({ dialog: { kind: 'act-as', id: null } });
  });

  it('is silent once somebody does', () => {
    draw(<NobodyBanner />);
    expect(screen.queryByRole('region')).toBeNull();
  });
});

describe('a rejected policy', () => {
  const policy = examplePolicy({ state: 'rejected', problem: 'The policy file does not parse.' });

  function drawOn(path: string) {
    window.location.hash = path;
    mainAnswers({ 'policy.get': () => policy });
    draw(
      <Router hook={useHashLocation}>
        <PolicyBanner />
      </Router>,
    );
  }

  it.each(['/team', '/settings', '/configurations'])('shows as a banner on %s', async (path) => {
    drawOn(path);
    const banner = await screen.findByRole('region', { name: 'Policy rejected' });
    expect(banner.textContent).toContain('The policy file does not parse. Until');
  });

  it('leaves other pages alone', async () => {
    drawOn('/generate');
    await act(async () => undefined);
    expect(usePolicy.getState().policy?.state).toBe('rejected');
    expect(screen.queryByRole('region')).toBeNull();
  });
});
