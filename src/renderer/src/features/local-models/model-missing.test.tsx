// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LocalModel } from '#shared/domain/local-model.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { usePulls } from '../../stores/pulls.ts';
import { exampleActor, exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import {
  exampleList,
  exampleModel,
  examplePull,
  exampleServer,
} from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { ConfigurationsPage } from '../configurations/configurations-page.tsx';
import { Composer } from '../generate/composer.tsx';

const there = { configurationId: '00000000-0000-4000-8000-0000000000d2' };
const local = exampleConfiguration({
  id: '00000000-0000-4000-8000-0000000000d1',
  name: 'House llama',
  provider: 'ollama',
  model: 'llama3.2',
  authentication: 'none',
});
const far = exampleConfiguration({
  id: there.configurationId,
  name: 'Far llama',
  provider: 'ollama',
  model: 'llama3.2',
  baseUrl: 'http://10.0.0.5:11434',
  authentication: 'none',
});

let installed: LocalModel[];

beforeEach(() => {
  installed = [];
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({
    configurations: [local, far],
    effectiveDefault: { id: local.id, reason: 'most-recent' },
  });
  useLocalServers.setState(useLocalServers.getInitialState());
  useLocalModels.setState(useLocalModels.getInitialState());
  usePulls.setState({ pulls: [] });
  mainAnswers({
    'localModels.servers': () => ({
      servers: [
        exampleServer({ configurationIds: [local.id] }),
        exampleServer({
          address: there,
          baseUrl: 'http://10.0.0.5:11434',
          onThisMachine: false,
          configurationIds: [far.id],
        }),
      ],
    }),
    'localModels.list': () => exampleList(...installed),
    'localModels.pull': () => examplePull(),
  });
});

const settle = () => act(async () => {});
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });

describe('the list of configurations', () => {
  async function listed() {
    draw(<ConfigurationsPage />);
    await settle();
  }

  test('says that a model is not installed, and pulls it', async () => {
    await listed();
    expect(row('House llama').textContent).toContain('Model not installed');
    fireEvent.click(within(row('House llama')).getByRole('button', { name: 'Pull llama3.2' }));
    expect(askedOf('localModels.pull')).toEqual([
      { address: { configurationId: null }, name: 'llama3.2', insecure: false },
    ]);
    act(() =>
      mainAnnounces('localModels.pullsChanged', { pulls: [examplePull({ name: 'llama3.2' })] }),
    );
    expect(within(row('House llama')).getByRole('link').textContent).toBe('50 %');
  });

  test('says nothing of one that is installed, under the name that Ollama gives it', async () => {
    installed = [exampleModel('llama3.2:latest')];
    await listed();
    expect(screen.queryByText(/Model not installed/)).toBeNull();
  });

  test('takes it back once the model has been pulled', async () => {
    await listed();
    installed = [exampleModel('llama3.2:latest')];
    act(() =>
      mainAnnounces('localModels.pullsChanged', {
        pulls: [examplePull({ name: 'llama3.2', state: 'done', step: null })],
      }),
    );
    await settle();
    expect(screen.queryByText(/Model not installed/)).toBeNull();
  });

  test('looks once, on this machine, and nowhere over the network', async () => {
    await listed();
    expect(askedOf('localModels.list')).toEqual([{ address: { configurationId: null } }]);
    expect(row('Far llama').textContent).not.toContain('Model not installed');
  });

  test('knows of servers elsewhere once they have been looked at', async () => {
    await listed();
    act(() => mainAnnounces('localModels.changed', { address: there, installed: exampleList() }));
    expect(row('Far llama').textContent).toContain('Model not installed');
  });

  test('does not look where a key would have to be read', async () => {
    const withKey = { ...local, authentication: 'key' as const };
    useConfigurations.setState({ configurations: [withKey] });
    mainAnswers({
      'localModels.servers': () => ({
        servers: [
          exampleServer({ address: { configurationId: local.id }, configurationIds: [local.id] }),
        ],
      }),
    });
    await listed();
    expect(askedOf('localModels.list')).toEqual([]);
  });

  test('says which permission is missing to pull', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('member') } });
    await listed();
    const pull = within(row('House llama')).getByRole('button', { name: 'Pull llama3.2' });
    expect(pull.getAttribute('aria-description')).toContain('configs:write');
  });
});

test('Generate says it of the configuration that is chosen, and where', async () => {
  draw(<Composer />);
  await settle();
  expect(
    screen.getByText('Model not installed: Ollama on this machine does not have llama3.2.'),
  ).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Pull llama3.2' })).toBeTruthy();
});
