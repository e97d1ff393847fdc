// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { useApp } from '../../stores/app.ts';
import { exampleActor, exampleInfo, exampleRecord } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { RecordHistory } from './record-history.tsx';

const records = [exampleRecord(3, { action: 'key.set' }), exampleRecord(1)];

beforeEach(() => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('auditor') } });
  mainAnswers({ 'audit.list': () => ({ records, more: false }) });
});

it('tells what was done to one configuration, and asks for no other', async () => {
  draw(<RecordHistory targetId="prod" />);
  const history = await screen.findByRole('list', { name: 'History' });
  expect(
    within(history)
      .getAllByRole('listitem')
      .map((one) => one.textContent),
  ).toEqual([
    expect.stringMatching(/^Set keyDoneAda, /),
    expect.stringMatching(/^Edit configurationDoneAda, /),
  ]);
  expect(askedOf('audit.list')).toMatchObject([{ filter: { targetId: 'prod', action: null } }]);
});

it('asks main for nothing without audit:read, and says that it is missing', async () => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('member') } });
  draw(<RecordHistory targetId="prod" />);
  await act(async () => undefined);
  expect(screen.getByText(/audit:read/)).toBeTruthy();
  expect(askedOf('audit.list')).toEqual([]);
});
