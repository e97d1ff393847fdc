// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useShortcut } from '../../stores/shortcut.ts';
import { exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useDiagnostics } from '../diagnostics/open.ts';
import { Logs } from './logs.tsx';
import { Shortcut } from './shortcut.tsx';

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, host: 'electron' } });
  useShortcut.setState(useShortcut.getInitialState());
});

type Answers = Parameters<typeof mainAnswers>[0];

async function open(more: Answers = {}) {
  mainAnswers({
    'shortcut.status': () => ({ accelerator: null, problem: null }),
    'shortcut.set': ({ accelerator }) => ({ accelerator, problem: null }),
    'logs.openFolder': () => null,
    ...more,
  });
  await act(async () => {
    draw(
      <>
        <Shortcut />
        <Logs />
      </>,
    );
  });
}
const field = () =>
  screen.getByRole<HTMLInputElement>('textbox', { name: 'Shortcut for Generate' });
const press = (keys: object) =>
  act(async () => {
    fireEvent.keyDown(field(), keys);
  });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const click = (name: string) =>
  act(async () => {
    fireEvent.click(button(name));
  });
const ctrlShiftK = { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true };

describe('the global shortcut', () => {
  it('is off until keys are pressed, and shows them as they stand on the keyboard', async () => {
    await open();
    expect(field().value).toBe('');
    expect(screen.queryByRole('button', { name: 'Remove shortcut' })).toBeNull();
    await press({ key: 'Control', code: 'ControlLeft', ctrlKey: true });
    await press(ctrlShiftK);
    expect(askedOf('shortcut.set')).toEqual([{ accelerator: 'Control+Shift+K' }]);
    expect(field().value).toBe('Ctrl + Shift + K');
    await click('Remove shortcut');
    expect(field().value).toBe('');
  });

  it('says what is missing of a combination, and asks main for none', async () => {
    await open();
    await press({ key: 'c', code: 'KeyC', ctrlKey: true });
    expect(screen.getByText(/at least two modifiers/)).toBeTruthy();
    expect(askedOf('shortcut.set')).toEqual([]);
    await press(ctrlShiftK);
    expect(screen.queryByText(/at least two modifiers/)).toBeNull();
  });

  it('says in main’s words that it cannot be had, and keeps the one before', async () => {
    await open({
      'shortcut.status': () => ({ accelerator: 'Alt+Space', problem: null }),
      'shortcut.set': () => {
        throw new AppError('shortcut-refused', 'Another program has this combination.');
      },
    });
    await press(ctrlShiftK);
    const sentence = 'Ctrl + Shift + K: Another program has this combination.';
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(field().value).toBe('Alt + Space');
  });

  it('says that another program has taken it since', async () => {
    await open({
      'shortcut.status': () => ({ accelerator: 'Alt+Space', problem: 'Another program has it.' }),
    });
    expect(screen.getByText('Another program has it.')).toBeTruthy();
  });

  it('leaves Tab and Escape to what they are for', async () => {
    await open();
    for (const key of ['Tab', 'Escape']) {
      const wasPrevented = !fireEvent.keyDown(field(), { key, code: key });
      expect([key, wasPrevented]).toEqual([key, false]);
    }
  });

  it('is not offered in a browser', async () => {
    useApp.setState({ info: exampleInfo });
    await open();
    expect(screen.queryByRole('region', { name: 'Shortcut' })).toBeNull();
    expect(askedOf('shortcut.status')).toEqual([]);
  });
});

describe('the log', () => {
  const section = () => screen.getByRole('region', { name: 'Logs and diagnostics' });

  it('is opened in its folder by a desktop', async () => {
    await open();
    await click('Open log folder');
    expect(askedOf('logs.openFolder')).toHaveLength(1);
  });

  it('is where it says, for a browser to copy', async () => {
    useApp.setState({ info: exampleInfo });
    await open();
    expect(section().textContent).toContain('/data/logs');
    expect(within(section()).queryByRole('button', { name: 'Open log folder' })).toBeNull();
    expect(button('Copy log folder')).toBeTruthy();
  });

  it('has a report beside it', async () => {
    await open();
    await click('Diagnostics report…');
    expect(useDiagnostics.getState().opened).toBe(true);
  });
});
