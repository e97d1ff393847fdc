// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { DiagnosticsHost } from './diagnostics-host.tsx';
import { closeDiagnostics, openDiagnostics } from './open.ts';

afterEach(() => {
  act(closeDiagnostics);
  vi.restoreAllMocks();
});

const report = { fileName: 'keywell-diagnostics.txt', text: 'Keywell 1.2.3 on linux' };

async function open(answer: () => typeof report = () => report) {
  mainAnswers({ 'diagnostics.report': answer });
  draw(<DiagnosticsHost />);
  act(openDiagnostics);
  return screen.findByRole('dialog', { name: 'Diagnostics report' });
}
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });

it('is not made before somebody asks for it', () => {
  mainAnswers({});
  draw(<DiagnosticsHost />);
  expect(askedOf('diagnostics.report')).toEqual([]);
});

it('shows the whole text, copies it and saves it, just as it is', async () => {
  const dialog = await open();
  const text = within(dialog).getByRole('region', { name: 'Report' });
  await within(text).findByText(report.text);
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await press('Copy');
  expect(writeText).toHaveBeenCalledWith(report.text);
  expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
  const save = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await press('Save as file');
  expect((save.mock.instances[0] as unknown as HTMLAnchorElement).download).toBe(report.fileName);
});

it('says why it could not be made, and tries again when told to', async () => {
  const dialog = await open(() => {
    throw new AppError('internal', 'The log has the details.');
  });
  const alert = await within(dialog).findByRole('alert');
  expect(alert.textContent).toContain('The log has the details.');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save as file' }).disabled).toBe(
    true,
  );
  mainAnswers({ 'diagnostics.report': () => report });
  await press('Try again');
  await within(dialog).findByText(report.text);
});

it('is made anew each time it is opened', async () => {
  await open();
  act(closeDiagnostics);
  act(openDiagnostics);
  await screen.findByRole('dialog', { name: 'Diagnostics report' });
  expect(askedOf('diagnostics.report')).toHaveLength(2);
});
