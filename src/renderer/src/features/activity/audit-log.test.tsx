// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditRecord, AuditVerification } from '#shared/domain/audit.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf } from '#shared/ipc/routes.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useMembers } from '../../stores/members.ts';
import {
  exampleActor,
  exampleConfiguration,
  exampleInfo,
  exampleMember,
  exampleRecord,
} from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useTeamDialogs } from '../team/dialogs.ts';
import { AuditLog } from './audit-log.tsx';

const ada = exampleMember();
const configuration = exampleConfiguration({ name: 'Prod' });
let log: readonly AuditRecord[] = [];

/** As main answers, from `log`, which is in the order of writing. */
function list({ filter, beforeSeq, limit }: InputOf<'audit.list'>) {
  const passing = log
    .toReversed()
    .filter((one) => beforeSeq === null || one.seq < beforeSeq)
    .filter((one) => filter.action === null || one.action === filter.action)
    .filter((one) => filter.targetId === null || one.target?.id === filter.targetId);
  return { records: passing.slice(0, limit), more: passing.length > limit };
}

/** Entries 1, 3, 5 …: each action takes two lines. */
const actions = (count: number) =>
  Array.from({ length: count }, (_, index) => exampleRecord(2 * index + 1));

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('auditor') } });
  useConfigurations.setState({ configurations: [configuration] });
  useMembers.setState({ members: [ada] });
  log = [];
});
afterEach(() => void vi.restoreAllMocks());

async function open(answers: Parameters<typeof mainAnswers>[0] = {}) {
  mainAnswers({
    'audit.list': list,
    'members.list': () => ({ members: [ada], actingId: ada.id }),
    ...answers,
  });
  draw(<AuditLog />);
  await act(async () => undefined);
}

const rows = () =>
  within(screen.getByRole('table', { name: 'Audit log' }))
    .getAllByRole('row')
    .slice(1);
const entries = () => rows().map((row) => Number(row.querySelector('td')?.textContent));
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const click = (element: HTMLElement) => act(async () => void fireEvent.click(element));
const choose = async (filter: string, option: string) => {
  await click(screen.getByRole('combobox', { name: filter }));
  await click(await screen.findByRole('option', { name: option, hidden: true }));
};
const appended = (seq: number) => act(async () => mainAnnounces('audit.appended', { seq }));

describe('reading', () => {
  it('says in plain words what was done, by whom, to what, and how it ended', async () => {
    log = [
      exampleRecord(7, {
        action: 'key.replaced',
        target: { id: configuration.id, name: 'Prod' },
        outcome: 'failed',
        detail: 'The keychain did not take it.',
      }),
    ];
    await open();
    const [row] = rows();
    expect(row?.textContent).toContain('AdaReplace keyProdFailedThe keychain did not take it.');
  });

  it('has the newest first, and the older ones when asked for', async () => {
    log = actions(130);
    await open();
    expect(entries()).toHaveLength(100);
    expect(entries()[0]).toBe(259);
    await click(button('Show older entries'));
    expect(entries()).toHaveLength(130);
    expect(entries().at(-1)).toBe(1);
    expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull();
  });

  it('draws a long log only where it is in sight, and says how long it is', async () => {
    // Nothing has a height where nothing is laid out.
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(40);
    log = actions(320);
    await open();
    await click(button('Show older entries'));
    await click(button('Show older entries'));
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('301');
    expect(rows().length).toBeLessThan(100);
  });

  it('says what will stand there while nothing is on record', async () => {
    await open();
    expect(screen.getByText('Nothing is on record yet')).toBeTruthy();
  });

  it('says why it could not be read, and tries again', async () => {
    await open({
      'audit.list': () => {
        throw new AppError('audit-unavailable', 'The audit log cannot be read.');
      },
    });
    expect(screen.getByRole('alert').textContent).toContain('The audit log cannot be read.');
    log = actions(1);
    mainAnswers({ 'audit.list': list });
    await click(button('Try again'));
    expect(entries()).toEqual([1]);
  });

  it('asks main for nothing without audit:read, and says that it is missing', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('editor') } });
    await open();
    expect(askedOf('audit.list')).toEqual([]);
    expect(screen.getByText('The audit log needs the permission audit:read')).toBeTruthy();
    expect(screen.getByText(/Owner, Key manager, or Auditor/)).toBeTruthy();
    await click(button('Act as somebody else'));
    expect(useTeamDialogs.getState()).toMatchObject({ opened: true, dialog: { kind: 'act-as' } });
  });

  it('is gone from the window as soon as somebody acts who may not read it', async () => {
    log = actions(1);
    await open();
    act(() =>
      mainAnnounces('members.changed', { members: [ada], actor: exampleActor('editor', ada) }),
    );
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByText(/needs the permission audit:read/)).toBeTruthy();
  });
});

describe('filters', () => {
  it('asks main for what was chosen, and for everything again', async () => {
    log = [
      exampleRecord(1, { target: { id: configuration.id, name: 'Prod' } }),
      exampleRecord(3, { action: 'key.set', target: { id: 'other', name: 'Other' } }),
    ];
    await open();
    await choose('Action', 'Set key');
    expect(entries()).toEqual([3]);
    await choose('Configuration or member', 'Prod');
    expect(askedOf('audit.list').at(-1)?.filter).toMatchObject({
      action: 'key.set',
      targetId: configuration.id,
    });
    expect(screen.getByText('No entry matches')).toBeTruthy();
    await click(button('Show all'));
    expect(entries()).toEqual([3, 1]);
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Action' }).value).toBe('');
  });

  it('offers configurations that are gone, but not from the log', async () => {
    log = [
      exampleRecord(1, {
        action: 'configuration.deleted',
        target: { id: 'gone', name: 'Old one' },
      }),
    ];
    await open();
    await choose('Configuration or member', 'Old one');
    expect(askedOf('audit.list').at(-1)?.filter.targetId).toBe('gone');
  });

  it('exports what the filters let through, as a file', async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    log = [exampleRecord(1, { action: 'key.set' })];
    await open({ 'audit.export': () => ({ fileName: 'audit.csv', text: 'seq\r\n' }) });
    await choose('Action', 'Set key');
    await click(button('Export'));
    await click(screen.getByRole('menuitem', { name: 'Export as CSV' }));
    expect(askedOf('audit.export')).toMatchObject([
      { format: 'csv', filter: { action: 'key.set' } },
    ]);
    expect(saved).toEqual(['audit.csv']);
  });
});

describe('new entries', () => {
  it('are announced and shown when asked for: nothing moves before', async () => {
    log = actions(2);
    await open();
    log = actions(4);
    await appended(8);
    expect(entries()).toEqual([3, 1]);
    await click(button('Show 2 new entries'));
    expect(entries()).toEqual([7, 5, 3, 1]);
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
  });

  it('are not announced where the filters keep them out', async () => {
    log = [exampleRecord(1, { action: 'key.set' })];
    await open();
    await choose('Action', 'Set key');
    log = [...log, exampleRecord(3)];
    await appended(4);
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
  });

  it('end in place what has begun', async () => {
    log = [exampleRecord(1, { outcome: 'begun', endedAt: null })];
    await open();
    expect(rows()[0]?.textContent).toContain('Begun');
    log = [exampleRecord(1)];
    await appended(2);
    expect(rows()[0]?.textContent).toContain('Done');
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
  });
});

describe('Verify integrity', () => {
  const status = () =>
    screen
      .getAllByRole('status')
      .map(({ textContent }) => textContent)
      .join('');

  async function verified(result: AuditVerification) {
    log = actions(40);
    await open({ 'audit.verify': () => result });
    await click(button('Verify integrity'));
  }

  it('says that it is intact', async () => {
    await verified({ state: 'intact', entries: 80, firstBadSeq: null, message: 'All 80 are.' });
    expect(status()).toContain('Intact. All 80 are.');
  });

  it('names the first bad entry, and jumps to it without filters', async () => {
    await verified({ state: 'broken', entries: 10, firstBadSeq: 11, message: 'Entry 11 was.' });
    expect(status()).toContain('Broken. Entry 11 was.');
    await choose('Action', 'Edit configuration');
    await click(button('Show entry 11'));
    expect(entries()[0]).toBeLessThan(20);
    expect(screen.getByText('The log around entry 11.')).toBeTruthy();
    const marked = rows().filter((row) => row.dataset.marked !== undefined);
    expect(marked.map((row) => row.querySelector('td')?.textContent)).toEqual(['11']);
    await click(button('Back to the newest'));
    expect(entries()[0]).toBe(79);
  });

  it('shows the place of an entry that is not there', async () => {
    await verified({ state: 'broken', entries: 10, firstBadSeq: 12, message: 'Entry 12 is not.' });
    await click(button('Show entry 12'));
    expect(screen.getByText(/Entry 12 has no row of its own/)).toBeTruthy();
    expect(rows().filter((row) => row.dataset.marked !== undefined)).toHaveLength(1);
  });

  it('explains seals that could not be checked', async () => {
    await verified({
      state: 'unsealed',
      entries: 80,
      firstBadSeq: null,
      message: 'Its seals cannot be checked while the keychain cannot be read.',
    });
    expect(status()).toContain('Its seals cannot be checked');
    expect(screen.queryByRole('button', { name: /^Show entry/ })).toBeNull();
  });

  it('says why it could not be done', async () => {
    await open({
      'audit.verify': () => {
        throw new AppError('audit-unavailable', 'The audit log cannot be read.');
      },
    });
    await click(button('Verify integrity'));
    expect(status()).toContain('The audit log cannot be read.');
  });
});
