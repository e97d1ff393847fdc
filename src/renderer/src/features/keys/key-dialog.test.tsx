// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { usePolicy } from '../../stores/policy.ts';
import {
  exampleConfiguration,
  exampleInfo,
  exampleKey,
  examplePolicy,
  exampleVault,
} from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { openKeyDialog, useDialogs } from '../configurations/dialogs.ts';
import { KeyDialog } from './key-dialog.tsx';

const configuration = exampleConfiguration({ name: 'Prod', provider: 'openai' });
const canary = `canary-${'q7'.repeat(12)}`;
const ok = {
  'vault.status': () => exampleVault(),
  'keys.set': () => configuration,
  'keys.replace': () => configuration,
};

beforeEach(() => {
  useConfigurations.setState({ configurations: [configuration] });
  useApp.setState({ info: exampleInfo, vault: exampleVault() });
  usePolicy.setState({ policy: examplePolicy() });
});

async function open(answers: Parameters<typeof mainAnswers>[0]) {
  mainAnswers(answers);
  openKeyDialog(configuration.id);
  draw(<KeyDialog id={configuration.id} />);
  await act(async () => undefined);
}

const field = () => screen.getByLabelText<HTMLInputElement>('API key');

async function submit(key: string) {
  fireEvent.input(field(), { target: { value: key } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Save key' }));
  });
}

/** Whether the canary is anywhere that a page, an extension or a devtool could read it. */
function traces(): boolean {
  const values = [...document.querySelectorAll('input')].map(({ value }) => value).join();
  const stores = JSON.stringify([useApp.getState(), useConfigurations.getState()]);
  return [document.documentElement.outerHTML, values, stores].join().includes(canary);
}

it('stores the key trimmed by nobody but main, and is left without a trace of it', async () => {
  await open(ok);
  expect(screen.getByRole('dialog', { name: 'Set key' }).textContent).toContain('Prod');
  await submit(canary);
  expect(askedOf('keys.set')).toEqual([{ configurationId: configuration.id, key: canary }]);
  expect(useDialogs.getState().opened).toBe(false);
  expect(traces()).toBe(false);
});

it('has forgotten the key while main is still at work', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof configuration>();
  await open({ ...ok, 'keys.set': () => promise });
  await submit(canary);
  expect(askedOf('keys.set')).toHaveLength(1);
  expect(field().value).toBe('');
  expect(traces()).toBe(false);
  await act(async () => resolve(configuration));
});

it('shows a refusal at the empty field, which has the focus', async () => {
  const refused = new AppError('keychain-write-failed', 'The keychain did not take the key.');
  await open({
    ...ok,
    'keys.set': () => {
      throw refused;
    },
  });
  await submit(canary);
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect(field().value).toBe('');
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('The keychain did not take the key.')).toBeTruthy();
  expect(useDialogs.getState().opened).toBe(true);
  expect(traces()).toBe(false);
});

it('asks the provider first if so wished, and stores nothing that it rejects', async () => {
  await open({
    ...ok,
    'keys.verify': () => {
      throw new AppError('key-rejected', 'OpenAI rejected the key.');
    },
  });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Verify with the provider first' }));
  await submit(canary);
  expect(askedOf('keys.verify')).toEqual([{ configurationId: configuration.id, key: canary }]);
  expect(askedOf('keys.set')).toEqual([]);
  expect(screen.getByText('OpenAI rejected the key.')).toBeTruthy();
});

it('says what is wrong with text that can be no key, and asks main nothing', async () => {
  await open(ok);
  await submit('two words');
  expect(screen.getByText(/no spaces or line breaks inside/)).toBeTruthy();
  expect(askedOf('keys.set')).toEqual([]);
});

it("warns of another provider's prefix, and saves after all when told to", async () => {
  await open(ok);
  const foreign = ['sk', 'ant', canary].join('-');
  await submit(foreign);
  expect(screen.getByText('This looks like a key for Anthropic, not OpenAI.')).toBeTruthy();
  expect(askedOf('keys.set')).toEqual([]);
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Save it anyway' }));
  });
  expect(askedOf('keys.set')).toEqual([{ configurationId: configuration.id, key: foreign }]);
});

it('replaces where something is stored, also when it cannot be read now', async () => {
  const key = exampleKey({ status: 'unavailable', hint: 'abcd' });
  useConfigurations.setState({ configurations: [{ ...configuration, key }] });
  await open(ok);
  expect(screen.getByRole('dialog', { name: 'Replace key' })).toBeTruthy();
  await submit(canary);
  expect(askedOf('keys.replace')).toHaveLength(1);
});

it('says why a key has to be entered again, and which one it is', async () => {
  const key = exampleKey({ status: 'needs-reentry', hint: '3f9A' });
  useConfigurations.setState({ configurations: [{ ...configuration, key }] });
  await open(ok);
  const words = screen.getByRole('dialog', { name: 'Replace key' }).textContent;
  expect(words).toContain('The encryption key has changed');
  expect(words).toContain('ending in 3f9A');
  expect(words).toContain('Nothing was deleted.');
  await submit(canary);
  expect(askedOf('keys.replace')).toHaveLength(1);
});

it('does not offer memory where policy forbids it', async () => {
  const locked = exampleVault({ keychain: 'locked' });
  useApp.setState({ vault: locked });
  usePolicy.setState({ policy: examplePolicy({ sessionVaultForbidden: true }) });
  await open({ ...ok, 'vault.status': () => locked });
  expect(screen.queryByRole('button', { name: 'Keep keys for this session only' })).toBeNull();
  expect(screen.getByRole('dialog').textContent).toContain('policy of this machine forbids');
});

it('offers memory instead of a locked keychain, and takes the key once that is chosen', async () => {
  const locked = exampleVault({
    keychain: 'locked',
    message: 'The keychain is locked.',
    nextStep: 'Unlock it.',
  });
  const session = exampleVault({ keychain: 'locked', mode: 'session' });
  useApp.setState({ vault: locked });
  await open({ ...ok, 'vault.status': () => locked, 'vault.setMode': () => session });
  expect(screen.queryByLabelText('API key')).toBeNull();
  expect(screen.getByRole('alert').textContent).toContain('The keychain is locked.Unlock it.');
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Keep keys for this session only' }));
  });
  expect(askedOf('vault.setMode')).toEqual([{ mode: 'session' }]);
  expect(field()).toBeTruthy();
});

it('takes the key as soon as the keychain is unlocked elsewhere', async () => {
  const locked = exampleVault({ keychain: 'locked' });
  useApp.setState({ vault: locked });
  await open({ ...ok, 'vault.status': () => locked });
  expect(screen.queryByLabelText('API key')).toBeNull();
  act(() => mainAnnounces('vault.changed', exampleVault()));
  expect(field()).toBeTruthy();
});
