// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useEncryption } from '../../stores/encryption.ts';
import {
  exampleConfiguration,
  exampleInfo,
  exampleKey,
  exampleVault,
} from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { DialogHost } from '../configurations/dialog-host.tsx';
import { closeDialog, openReentry, openRotate, useDialogs } from '../configurations/dialogs.ts';
import { ReentryBanner } from './reentry-banner.tsx';

const named = (digit: number, name: string, status: ConfigurationView['key']['status']) =>
  exampleConfiguration({
    id: `00000000-0000-4000-8000-00000000000${digit}`,
    name,
    key: exampleKey({ status, hint: `hnt${digit}`, fingerprint: `${digit}`.repeat(12) }),
  });
const three = [
  named(1, 'Beta', 'needs-reentry'),
  named(2, 'Alpha', 'needs-reentry'),
  named(3, 'Gamma', 'stored'),
];

beforeEach(() => {
  closeDialog();
  useConfigurations.setState({ configurations: three });
  useApp.setState({ info: exampleInfo, vault: exampleVault() });
  useEncryption.setState({ source: null });
});

const dialog = () => screen.findByRole('dialog', { name: 'Re-enter keys' });
const field = () => screen.getByLabelText<HTMLInputElement>('API key');
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });

/** Stores a key as main does: the change is announced before the answer. */
function mainStores() {
  mainAnswers({
    'keys.replace': ({ configurationId }) => {
      const found = useConfigurations
        .getState()
        .configurations.find(({ id }) => id === configurationId);
      if (found === undefined) throw new AppError('not-found', 'Gone.');
      const stored = { ...found, key: { ...found.key, status: 'stored' as const } };
      mainAnnounces('configurations.changed', {
        upserted: [stored],
        removed: [],
        effectiveDefault: null,
      });
      return stored;
    },
  });
}

async function enter(key: string, verb: string) {
  fireEvent.input(field(), { target: { value: key } });
  await press(verb);
}

describe('re-entering keys', () => {
  async function begin() {
    draw(
      <>
        <ReentryBanner />
        <DialogHost />
      </>,
    );
    await press('Re-enter keys');
    return dialog();
  }

  it('goes through them in order of their names, says which it is, and how far it is', async () => {
    mainStores();
    const words = await begin();
    expect(within(words).getByRole('heading', { name: 'Alpha' })).toBeTruthy();
    expect(words.textContent).toContain('1 of 2');
    expect(words.textContent).toContain('Key ending in hnt2');
    expect(document.activeElement).toBe(field());

    await enter('canary-first-key', 'Save and next');
    expect(within(words).getByRole('heading', { name: 'Beta' })).toBeTruthy();
    expect(words.textContent).toContain('2 of 2');
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());

    await enter('canary-second-key', 'Save and finish');
    expect(askedOf('keys.replace')).toEqual([
      { configurationId: three[1]?.id, key: 'canary-first-key' },
      { configurationId: three[0]?.id, key: 'canary-second-key' },
    ]);
    expect(words.textContent).toContain('2 keys are stored again.');
    await press('Done');
    expect(useDialogs.getState().opened).toBe(false);
    expect(screen.queryByRole('region', { name: 'Keys to re-enter' })).toBeNull();
  });

  it('can be left in between, and taken up again from the banner', async () => {
    mainStores();
    await begin();
    await enter('canary-first-key', 'Save and next');
    await press('Finish later');
    expect(useDialogs.getState().opened).toBe(false);
    expect(screen.getByRole('region', { name: 'Keys to re-enter' }).textContent).toContain(
      '1 key has',
    );
    await press('Re-enter keys');
    expect((await dialog()).textContent).toContain('1 of 1');
  });

  it('skips what is not at hand, and says so at the end', async () => {
    mainStores();
    const words = await begin();
    await press('Skip');
    expect(within(words).getByRole('heading', { name: 'Beta' })).toBeTruthy();
    await enter('canary-first-key', 'Save and finish');
    expect(words.textContent).toContain('1 key is stored again. 1 was skipped');
  });

  it('stays at a key that is refused', async () => {
    const words = await begin();
    mainAnswers({
      'keys.replace': () => {
        throw new AppError('keychain-write-failed', 'The keychain did not take the key.');
      },
      'vault.status': () => exampleVault(),
    });
    await enter('canary-first-key', 'Save and next');
    expect(within(words).getByRole('heading', { name: 'Alpha' })).toBeTruthy();
    expect(screen.getByText('The keychain did not take the key.')).toBeTruthy();
    expect(document.documentElement.outerHTML).not.toContain('canary');
  });

  it('is not offered to who may not manage keys, who is told why', () => {
    const actor = { ...exampleInfo.actor, permissions: ['configs:read' as const] };
    useApp.setState({ info: { ...exampleInfo, actor } });
    draw(<ReentryBanner />);
    expect(screen.getByRole('region').textContent).toContain('keys:manage');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('rotating the encryption key', () => {
  async function begin(source: 'keychain' | 'environment' | 'none') {
    mainAnswers({
      'encryption.status': () => ({ source, needsReentry: [] }),
      'encryption.rotate': () => ({ source, needsReentry: three.map(({ id }) => id) }),
    });
    draw(<DialogHost />);
    await act(async () => openRotate());
    return screen.findByRole('dialog');
  }

  it('says what will happen, wants the word, and leads on to re-entering keys', async () => {
    const words = await begin('keychain');
    expect(words.textContent).toContain('The 3 stored keys cannot be opened any more.');
    expect(words.textContent).toContain('Nothing is deleted');
    const word = screen.getByRole<HTMLInputElement>('textbox', {
      name: 'Type “rotate” to confirm',
    });
    fireEvent.input(word, { target: { value: 'yes' } });
    await press('Rotate encryption key');
    expect(askedOf('encryption.rotate')).toEqual([]);
    expect(word.getAttribute('aria-invalid')).toBe('true');

    fireEvent.input(word, { target: { value: ' rotate ' } });
    await press('Rotate encryption key');
    expect(askedOf('encryption.rotate')).toEqual([{ confirmation: 'rotate' }]);
    expect(await dialog()).toBeTruthy();
  });

  it('is explained, not done, where the environment supplies the key', async () => {
    const words = await begin('environment');
    expect(words.textContent).toContain('KEYWELL_ENCRYPTION_KEY');
    expect(words.textContent).toContain('openssl rand -base64 32');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('has nothing to do before a key was stored', async () => {
    expect((await begin('none')).textContent).toContain('nothing to rotate');
  });
});

it('waits for the keychain before it asks for keys', async () => {
  useApp.setState({ vault: exampleVault({ keychain: 'locked' }) });
  draw(<DialogHost />);
  await act(async () => openReentry());
  expect((await dialog()).textContent).toContain('Keychain locked');
  act(() => mainAnnounces('vault.changed', exampleVault()));
  expect(field()).toBeTruthy();
});
