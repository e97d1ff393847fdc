// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { defaultSettings } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import { exampleInfo, exampleVault } from '../../testing/examples.ts';
import { mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { BootScreen } from './boot-screen.tsx';
import { useBoot } from './use-boot.ts';

const answers = {
  'app.info': () => exampleInfo,
  'settings.get': () => defaultSettings,
  'configurations.list': () => ({ configurations: [], effectiveDefault: null }),
  'vault.status': () => exampleVault(),
};

function Window() {
  const boot = useBoot();
  return boot.phase === 'ready' ? <p>Everything is here.</p> : <BootScreen boot={boot} />;
}

const appState = () => document.documentElement.dataset.appState;
const start = () =>
  act(async () => {
    draw(<Window />);
  });

it('is ready once info, settings and configurations have loaded', async () => {
  mainAnswers(answers);
  await start();
  expect(appState()).toBe('ready');
  expect(screen.getByText('Everything is here.')).toBeTruthy();
});

it('does not wait for the keychain', async () => {
  mainAnswers({ ...answers, 'vault.status': () => Promise.withResolvers<never>().promise });
  await start();
  expect(appState()).toBe('ready');
});

it('says why it failed, and tries again when told to', async () => {
  mainAnswers({
    ...answers,
    'configurations.list': () => {
      throw new AppError('storage-failed', 'The registry cannot be read. Look at its folder.');
    },
  });
  await start();
  expect(appState()).toBe('failed');
  expect(screen.getByRole('alert').textContent).toContain('The registry cannot be read.');

  mainAnswers(answers);
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  });
  expect(appState()).toBe('ready');
});
