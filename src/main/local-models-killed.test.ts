import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Gate } from '../../e2e/providers/gate.ts';
import { layerOf, modelOf } from '../../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../../e2e/providers/ollama-server.ts';
import { temporaryDataFolder } from './testing/composed-core.ts';
import { CoreProcess } from './testing/core-process.ts';
import { Keyring, keyringMissing } from './vault/testing/keyring.ts';

const address = { configurationId: null };
/** Its libraries are loaded with the first request. */
const patience = { timeout: 20_000 };

describe.runIf(keyringMissing() === null)(
  'Keywell, killed while it pulls,',
  { timeout: 60_000 },
  () => {
    let keyring: Keyring;
    beforeEach(async () => {
      keyring = new Keyring();
      await keyring.startBus();
    }, 60_000);
    afterEach(() => keyring.dispose(), 60_000);

    it('offers to go on when it is started again, and goes on where the server stopped', async () => {
      const layers = [layerOf('big', 9_000), layerOf('more', 500)];
      const server = await OllamaServer.start({ registry: [modelOf('big:70b', layers)] });
      onTestFinished(() => server.close());
      const gate = new Gate();
      server.scriptPull('big:70b', { holds: [{ at: 4_000, gate }] });
      const dataFolder = temporaryDataFolder();
      const start = async () => {
        const keywell = await CoreProcess.start(dataFolder, {
          ...keyring.env,
          OLLAMA_HOST: server.origin,
        });
        onTestFinished(() => keywell.kill());
        const pull = async () => (await keywell.request('localModels.pulls', {})).pulls[0];
        return { keywell, pull };
      };

      const first = await start();
      const name = 'big:70b';
      const { id } = await first.keywell.request('localModels.pull', {
        address,
        name,
        insecure: false,
      });
      await gate.reached;
      await expect
        .poll(first.pull, patience)
        .toMatchObject({ id, state: 'pulling', completedBytes: 4_000 });
      const request = await server.take('/api/pull');
      await first.keywell.kill();
      expect(await request.closed).toBe('dropped');

      const second = await start();
      const found = await second.pull();
      expect(found).toMatchObject({
        id,
        name,
        state: 'interrupted',
        totalBytes: 9_000,
        error: { message: expect.stringContaining('Resume to go on') },
      });
      // What a crash may cost is a second of progress, and never more than there was.
      expect(found?.completedBytes).toBeLessThanOrEqual(4_000);
      expect(server.requests.filter(({ path }) => path === '/api/pull')).toHaveLength(1);

      await second.keywell.request('localModels.resumePull', { id });
      await expect
        .poll(second.pull, patience)
        .toMatchObject({ id, state: 'done', completedBytes: 9_500 });
      const resumed = server.sentLines.get(name)?.filter(({ completed }) => completed === 4_000);
      expect(resumed).toHaveLength(2);
      await second.keywell.close();
    });
  },
);
