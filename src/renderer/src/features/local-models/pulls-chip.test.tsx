// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { PullJob } from '#shared/domain/pull-job.ts';
import { usePulls } from '../../stores/pulls.ts';
import { mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { examplePull } from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { useNotices } from '../../ui/notices.ts';
import { PullsChip } from './pulls-chip.tsx';

const other = examplePull({
  id: '00000000-0000-4000-8000-0000000000b2',
  name: 'llama3.2',
  completedBytes: 0,
});

beforeEach(() => {
  usePulls.setState(usePulls.getInitialState());
  useNotices.setState({ notices: [] });
});

async function drawn(...pulls: readonly PullJob[]) {
  mainAnswers({ 'localModels.pulls': () => ({ pulls: [...pulls] }) });
  draw(<PullsChip />);
  await act(async () => {});
}

const announced = (...pulls: readonly PullJob[]) =>
  act(() => mainAnnounces('localModels.pullsChanged', { pulls }));
const notices = () => useNotices.getState().notices.map(({ sentence }) => sentence);

test('is not there while nothing is being pulled', async () => {
  await drawn(examplePull({ state: 'interrupted', step: null }));
  expect(screen.queryByRole('link')).toBeNull();
});

test('says what is being pulled and how far that has come, and leads there', async () => {
  await drawn(examplePull());
  const link = screen.getByRole('link', { name: /^Pulling qwen3:8b\s*50 %$/ });
  expect(link.getAttribute('href')).toContain('/local-models');
});

test('adds several up', async () => {
  await drawn();
  announced(examplePull(), other);
  expect(screen.getByRole('link', { name: /^Pulling 2 models\s*25 %$/ })).toBeTruthy();
});

test('says how a pull ended that was under way, and nothing of those that ended before', async () => {
  await drawn(examplePull(), { ...other, state: 'done' });
  announced(examplePull({ state: 'done', step: null }), { ...other, state: 'done' });
  expect(notices()).toEqual(['Pulled qwen3:8b.']);
  expect(screen.queryByRole('link')).toBeNull();
});

test('says why one failed, but not that somebody has cancelled one', async () => {
  await drawn(examplePull(), other);
  const error = { code: 'storage-failed', message: 'The disk is full.', details: null };
  announced(examplePull({ state: 'failed', error }), { ...other, state: 'cancelled' });
  expect(notices()).toEqual(['qwen3:8b was not pulled. The disk is full.']);
});
