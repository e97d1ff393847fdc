// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { usePolicy } from '../../stores/policy.ts';
import {
  exampleActor,
  exampleConfiguration,
  exampleInfo,
  exampleKey,
  examplePolicy,
} from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useNotices } from '../../ui/notices.ts';
import { ConfigurationDialog } from './configuration-dialog.tsx';
import { openEditConfiguration, openNewConfiguration, useDialogs } from './dialogs.ts';

const stored = exampleConfiguration({
  name: 'Prod',
  key: exampleKey({ status: 'stored', hint: 'abcd' }),
});
const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: string, value: string) => fireEvent.change(box(name), { target: { value } });
const save = () =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  });
const opened = () => useDialogs.getState();

beforeEach(() => {
  useConfigurations.setState({ configurations: [stored] });
  usePolicy.setState({ policy: null });
  useApp.setState({ info: exampleInfo });
});

async function openNew() {
  openNewConfiguration({ provider: 'openai', model: 'model-1' });
  draw(<ConfigurationDialog initial={{ provider: 'openai', model: 'model-1' }} />);
  await waitFor(() => expect(document.activeElement).toBe(box('Name')));
}

function openEdit() {
  openEditConfiguration(stored.id);
  draw(<ConfigurationDialog id={stored.id} />);
}

describe('New configuration', () => {
  it('has no field for a key', async () => {
    await openNew();
    const dialog = screen.getByRole('dialog', { name: 'New configuration' });
    expect(dialog.querySelector('input[type="password"]')).toBeNull();
    expect(within(dialog).queryByLabelText('API key')).toBeNull();
  });

  it('asks main nothing while a field is wrong, and focuses the first such field', async () => {
    mainAnswers({});
    await openNew();
    type('Temperature', '9');
    await save();
    expect(askedOf('configurations.create')).toEqual([]);
    expect(screen.getByText('Enter a name.')).toBeTruthy();
    expect(document.activeElement).toBe(box('Name'));
  });

  it('opens Advanced where the wrong field is there', async () => {
    mainAnswers({});
    await openNew();
    type('Name', 'Fresh');
    const advanced = screen.getByRole('button', { name: 'Advanced' });
    fireEvent.click(advanced);
    type('Top-p', '7');
    fireEvent.click(advanced);
    expect(advanced.getAttribute('aria-expanded')).toBe('false');
    await save();
    expect(advanced.getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement).toBe(box('Top-p'));
  });

  it('goes on to the key dialog when a key is needed', async () => {
    const made = exampleConfiguration({ id: crypto.randomUUID(), name: 'Fresh' });
    mainAnswers({ 'configurations.create': () => made });
    await openNew();
    type('Name', 'Fresh');
    await save();
    expect(askedOf('configurations.create')).toMatchObject([
      { fields: { name: 'Fresh', provider: 'openai', model: 'model-1' } },
    ]);
    expect(opened()).toMatchObject({ opened: true, dialog: { kind: 'key', id: made.id } });
  });

  it('says what is missing, and does not go on, where the key is for somebody else to set', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('editor') } });
    const made = exampleConfiguration({ id: crypto.randomUUID(), name: 'Fresh' });
    mainAnswers({ 'configurations.create': () => made });
    await openNew();
    type('Name', 'Fresh');
    await save();
    expect(opened().opened).toBe(false);
    expect(useNotices.getState().notices.map(({ sentence }) => sentence)).toContain(
      'Saved Fresh. Setting its key needs the permission keys:manage.',
    );
  });

  it('closes when no key is needed', async () => {
    const key = exampleKey({ status: 'not-required' });
    mainAnswers({ 'configurations.create': () => exampleConfiguration({ key }) });
    await openNew();
    type('Name', 'Fresh');
    await save();
    expect(opened().opened).toBe(false);
  });

  it("puts main's refusal under the field it concerns", async () => {
    mainAnswers({
      'configurations.create': () => {
        throw new AppError('name-taken', 'Taken.', { fields: { name: 'This name is taken.' } });
      },
    });
    await openNew();
    type('Name', 'Prod');
    await save();
    expect(screen.getByText('This name is taken.')).toBeTruthy();
    expect(document.activeElement).toBe(box('Name'));
    expect(opened().opened).toBe(true);
  });
});

describe('Edit configuration', () => {
  it('asks before changes are lost to Escape, but not without changes', async () => {
    openEdit();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(opened().opened).toBe(false);

    act(() => openEditConfiguration(stored.id));
    type('Name', 'Changed');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(opened().opened).toBe(true);
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep editing' })),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(opened().opened).toBe(false);
  });

  it('explains a conflict, and reloads what is there now', async () => {
    mainAnswers({
      'configurations.update': () => {
        throw new AppError('conflict', 'Prod was changed elsewhere.');
      },
    });
    openEdit();
    type('Name', 'Mine');
    act(() =>
      mainAnnounces('configurations.changed', {
        upserted: [{ ...stored, name: 'Theirs', revision: 2 }],
        removed: [],
        effectiveDefault: null,
      }),
    );
    expect(box('Name').value).toBe('Mine');
    await save();
    expect(askedOf('configurations.update')).toMatchObject([{ id: stored.id, revision: 1 }]);
    expect(screen.getByRole('alert').textContent).toContain('Prod was changed elsewhere.');
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(box('Name').value).toBe('Theirs');
  });
});

describe('under a policy', () => {
  it('marks providers that are not allowed, and starts out with one that is', async () => {
    usePolicy.setState({ policy: examplePolicy({ allowedProviders: ['mistral'] }) });
    openNewConfiguration();
    draw(<ConfigurationDialog initial={{}} />);
    const provider = screen.getByRole<HTMLInputElement>('combobox', { name: 'Provider' });
    expect(provider.value).toBe('Mistral');
    fireEvent.click(provider);
    const forbidden = await screen.findByRole('option', {
      name: 'OpenAI (not allowed)',
    });
    fireEvent.click(forbidden);
    expect(provider.value).toBe('Mistral');
  });

  it('refuses a host that is not allowed, in words and before main is asked', async () => {
    mainAnswers({});
    usePolicy.setState({ policy: examplePolicy({ allowedHosts: ['llm.example.com'] }) });
    await openNew();
    expect(screen.getByRole('dialog').textContent).toContain('allows only llm.example.com.');
    type('Name', 'Fresh');
    await save();
    expect(askedOf('configurations.create')).toEqual([]);
    expect(screen.getByText(/does not allow the host api.openai.com/)).toBeTruthy();
    expect(document.activeElement).toBe(box('Base URL'));
  });
});
