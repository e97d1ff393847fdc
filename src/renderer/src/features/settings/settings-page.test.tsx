// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportItem } from '#shared/domain/transfer.ts';
import type { KeychainState } from '#shared/domain/vault.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { usePolicy } from '../../stores/policy.ts';
import { exampleInfo, examplePolicy, exampleVault } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useDialogs } from '../configurations/dialogs.ts';
import { SettingsPage } from './settings-page.tsx';

const change = { upserted: [], removed: [], effectiveDefault: null };
const answers = {
  'vault.status': () => exampleVault(),
  'encryption.status': () => ({ source: 'environment' as const, needsReentry: [] }),
};

beforeEach(() => {
  useApp.setState({ info: exampleInfo, vault: exampleVault() });
  usePolicy.setState({ policy: examplePolicy() });
  useConfigurations.setState({ configurations: [] });
});

async function open(more: Parameters<typeof mainAnswers>[0] = {}) {
  mainAnswers({ ...answers, ...more });
  await act(async () => {
    draw(<SettingsPage />);
  });
}
const section = (name: string) => screen.getByRole('region', { name });
const press = (name: string | RegExp) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });

describe('Vault', () => {
  it('says where the encryption key comes from, and leads to its rotation', async () => {
    await open();
    expect(section('Vault').textContent).toContain('KEYWELL_ENCRYPTION_KEY');
    await press('Rotate encryption key');
    expect(useDialogs.getState()).toMatchObject({ opened: true, dialog: { kind: 'rotate' } });
  });

  it.each<[KeychainState, string]>([
    ['available', 'Keychain ready'],
    ['locked', 'Keychain locked'],
    ['no-secret-service', 'No secret service'],
    ['access-denied', 'Access denied'],
    ['not-supported', 'No keychain'],
  ])(
    'names a keychain that is %s, with main’s next step and the weaker way',
    async (keychain, word) => {
      const nextStep = keychain === 'available' ? null : `What helps when it is ${keychain}.`;
      await open({ 'vault.status': () => exampleVault({ keychain, nextStep }) });
      const vault = section('Vault');
      expect(within(vault).getByText(word)).toBeTruthy();
      if (nextStep !== null) expect(within(vault).getByText(nextStep)).toBeTruthy();
      expect(within(vault).getByRole('button', { name: 'Check again' })).toBeTruthy();
      expect(
        within(vault).getByRole('button', { name: /^Keep keys for this session/ }),
      ).toBeTruthy();
    },
  );

  it('shows the session-only vault as forbidden where policy says so', async () => {
    usePolicy.setState({ policy: examplePolicy({ sessionVaultForbidden: true }) });
    await open();
    expect(section('Vault').textContent).toContain('forbids keeping keys for this session only');
    expect(screen.queryByRole('button', { name: 'Keep keys for this session only' })).toBeNull();
  });
});

describe('Policy', () => {
  it('shows what is fixed, as fixed, with the path of the file', async () => {
    usePolicy.setState({
      policy: examplePolicy({ state: 'in-force', allowedProviders: ['ollama'], maxKeyAgeDays: 30 }),
    });
    await open();
    const words = section('Policy').textContent;
    expect(words).toContain('/etc/keywell/policy.json');
    expect(words).toContain('Only OllamaFixed by policy');
    expect(words).toContain('after 30 daysSession-only vaultAllowed');
  });

  it('says why a rejected file locks changes', async () => {
    usePolicy.setState({
      policy: examplePolicy({ state: 'rejected', problem: 'The policy file does not parse.' }),
    });
    await open();
    expect(section('Policy').textContent).toContain('The policy file does not parse.');
    const button = screen.getByRole('button', { name: 'Rotate encryption key' });
    expect(button.getAttribute('aria-description')).toContain('rejected');
  });
});

it('exports as a file', async () => {
  const save = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await open({ 'workspace.export': () => ({ fileName: 'keywell.json', text: '{}' }) });
  expect(section('Workspace').textContent).toContain('no keys');
  await press('Export configurations');
  expect(askedOf('workspace.export')).toHaveLength(1);
  expect((save.mock.instances[0] as unknown as HTMLAnchorElement).download).toBe('keywell.json');
  save.mockRestore();
});

describe('importing', () => {
  const item = (name: string, status: ImportItem['status'], ...problems: string[]) => ({
    name,
    status,
    problems,
  });

  async function choose(items: readonly ImportItem[], more = {}) {
    await open({
      'workspace.previewImport': () => ({ items: [...items] }),
      'workspace.import': () => change,
      ...more,
    });
    await press('Import configurations');
    const dialog = await screen.findByRole('dialog', { name: 'Import configurations' });
    await act(async () => {
      fireEvent.change(within(dialog).getByLabelText('File with configurations'), {
        target: { files: [new File(['the text'], 'team.json')] },
      });
    });
    return dialog;
  }
  const rowOf = (dialog: HTMLElement, name: string) =>
    within(dialog).getByRole('row', { name: new RegExp(`^${name}`) }).textContent;

  it('shows what it would do, what matters first, and does it', async () => {
    const dialog = await choose([item('A', 'same'), item('B', 'new'), item('C', 'conflict')]);
    expect(askedOf('workspace.previewImport')).toEqual([{ text: 'the text' }]);
    const names = within(dialog)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(names).toEqual(['C', 'B', 'A']);
    expect(rowOf(dialog, 'C')).toContain('stays as it is');
    await press('Import 1 configuration');
    expect(askedOf('workspace.import')).toEqual([{ text: 'the text', conflicts: 'skip' }]);
  });

  it('draws of a long file what matters first, and counts the rest', async () => {
    const many = Array.from({ length: 250 }, (_, index) => item(`N${index}`, 'new'));
    const dialog = await choose([...many, item('C', 'conflict')]);
    const names = within(dialog)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(names).toHaveLength(200);
    expect(names[0]).toBe('C');
    expect(within(dialog).getByText('and 51 more')).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Import 250 configurations' })).toBeTruthy();
  });

  it('replaces or keeps both where a name is taken, as was chosen', async () => {
    const dialog = await choose([item('B', 'new'), item('C', 'conflict')]);
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Keep both' }));
    expect(rowOf(dialog, 'C')).toContain('under another name');
    await press('Import 2 configurations');
    expect(askedOf('workspace.import')).toEqual([{ text: 'the text', conflicts: 'keep-both' }]);
  });

  it('does nothing while anything in the file is invalid, and says what', async () => {
    const dialog = await choose([item('B', 'new'), item('D', 'invalid', 'name: Enter a name.')]);
    expect(rowOf(dialog, 'D')).toContain('Enter a name.');
    expect(within(dialog).getByRole('alert').textContent).toContain('so none is');
    expect(within(dialog).queryByRole('button', { name: /^Import/ })).toBeNull();
  });

  it('does not replace where a stored key would go elsewhere', async () => {
    const dialog = await choose([item('C', 'conflict', 'It has a stored key.')]);
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Replace' }));
    expect(rowOf(dialog, 'C')).toContain('It has a stored key.');
    expect(within(dialog).getByRole('alert').textContent).toContain('C cannot be replaced');
    expect(within(dialog).queryByRole('button', { name: /^Import/ })).toBeNull();
  });

  it('says what is wrong with a file that is no export', async () => {
    const dialog = await choose([], {
      'workspace.previewImport': () => {
        throw new AppError('invalid-input', 'This is no export of Keywell.');
      },
    });
    expect(within(dialog).getByRole('alert').textContent).toBe('This is no export of Keywell.');
  });
});
