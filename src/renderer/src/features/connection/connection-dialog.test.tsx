// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import {
  type ConnectionStep,
  type ConnectionTest,
  connectionSteps,
} from '#shared/domain/connection-test.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { closeDialog, openConnectionTest, useDialogs } from '../configurations/dialogs.ts';
import { ConnectionDialog } from './connection-dialog.tsx';

const one = exampleConfiguration({ name: 'House model' });

function tested(
  found: Partial<Record<ConnectionStep['name'], Partial<ConnectionStep>>>,
  given: Partial<ConnectionTest> = {},
): ConnectionTest {
  const steps = connectionSteps.map((name) => ({
    name,
    outcome: 'passed' as const,
    ms: 12,
    detail: null,
    ...found[name],
  }));
  return { steps, outcome: 'passed', error: null, totalMs: 840, ...given };
}

/** The answers of main, one a test, to be given when the time has come. */
let answers: ((test: ConnectionTest) => void)[] = [];

async function answer(result: ConnectionTest) {
  await act(async () => answers.shift()?.(result));
}

function step(name: string): string | undefined {
  const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
  return steps.find((item) => item.textContent?.startsWith(name))?.textContent;
}

beforeEach(() => {
  answers = [];
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({ loaded: true, configurations: [one], effectiveDefault: null });
  useDialogs.setState(useDialogs.getInitialState());
  mainAnswers({
    'connection.test': () => new Promise((resolve) => answers.push(resolve)),
    'connection.cancel': () => null,
  });
  openConnectionTest(one.id);
});

test('begins by itself, and tells every step with its time', async () => {
  draw(<ConnectionDialog id={one.id} />);
  expect(screen.getByRole('dialog', { name: 'Test connection' })).toBeTruthy();
  expect(askedOf('connection.test')).toMatchObject([{ configurationId: one.id }]);
  expect(step('First token')).toBe('First token');
  await answer(
    tested({
      url: { detail: 'http://127.0.0.1:8080/v1/chat/completions' },
      tls: { outcome: 'skipped', ms: null },
    }),
  );
  expect(step('URL built')).toContain('http://127.0.0.1:8080/v1/chat/completions');
  expect(step('TLS')).toBe('TLSNot needed');
  expect(step('First token')).toBe('First tokenPassed12 ms');
  expect(screen.getByRole('status').textContent).toContain('works');
});

test('explains the step that failed, with what to do next and what the provider said', async () => {
  draw(<ConnectionDialog id={one.id} />);
  const unknown = { outcome: 'unknown', ms: null } as const;
  await answer(
    tested(
      { authorise: { outcome: 'failed' }, model: unknown, 'first-token': unknown },
      {
        outcome: 'failed',
        error: {
          code: 'key-rejected',
          message: 'The provider rejected the key. Replace it.',
          details: 'invalid_api_key',
        },
      },
    ),
  );
  expect(step('Authorised')).toContain('Failed');
  expect(step('Model known')).toBe('Model knownNot reached');
  expect(screen.getByRole('status').textContent).toContain('The provider rejected the key.');
  expect(screen.getByText('invalid_api_key')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Replace key' }));
  expect(useDialogs.getState().dialog).toEqual({ kind: 'key', id: one.id });
});

test('can be cancelled, shows how far it came, and can be run again', async () => {
  draw(<ConnectionDialog id={one.id} />);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  const { testId } = askedOf('connection.test')[0] ?? {};
  expect(askedOf('connection.cancel')).toEqual([{ testId }]);
  await answer(
    tested({ 'first-token': { outcome: 'unknown', ms: null } }, { outcome: 'cancelled' }),
  );
  expect(screen.getByRole('status').textContent).toContain('Cancelled after 840 ms.');
  fireEvent.click(screen.getByRole('button', { name: 'Test again' }));
  expect(askedOf('connection.test')).toHaveLength(2);
  expect(askedOf('connection.test')[1]?.testId).not.toBe(testId);
});

test('is cancelled when the dialog is closed', () => {
  draw(<ConnectionDialog id={one.id} />);
  act(() => closeDialog());
  expect(askedOf('connection.cancel')).toHaveLength(1);
});

test('that cannot begin says why', async () => {
  mainAnswers({
    'connection.test': () => {
      throw new AppError('not-found', 'This configuration is not there any more.');
    },
  });
  draw(<ConnectionDialog id={one.id} />);
  await act(async () => {});
  expect(screen.getByRole('status').textContent).toContain('not there any more');
});
