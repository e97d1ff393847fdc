/** Pulls as a person sees them, from a server that speaks Ollama's wire. */
import { mkdirSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Gate } from '../../../e2e/providers/gate.ts';
import { layerOf, modelOf } from '../../../e2e/providers/ollama-models.ts';
import type { SentLine } from '../../../e2e/providers/ollama-pull.ts';
import { address, pulling, pullsOf, temporaryFile } from './testing/pulling.ts';

/** All that has been said of layers so far, added up: what a person should be shown. */
function saidIn(lines: readonly SentLine[]) {
  const last = new Map(
    lines.flatMap((line) => (line.digest ? [[line.digest, line] as const] : [])),
  );
  const sum = (of: 'total' | 'completed') =>
    [...last.values()].reduce((all, line) => all + (line[of] ?? 0), 0);
  return { completedBytes: sum('completed'), totalBytes: sum('total') };
}

test('two at once, each with its own progress, one of them cancelled', async () => {
  const { server, pulls, start, becomes, job } = await pulling();
  const [first, second] = [new Gate(), new Gate()];
  server.scriptPull('small:1b', { holds: [{ at: 300, gate: first }] });
  server.scriptPull('big:70b', { holds: [{ at: 4_000, gate: second }] });
  const [smallId, bigId] = [start('small:1b'), start('big:70b')];
  await Promise.all([first.reached, second.reached]);
  await becomes(smallId, { state: 'pulling', step: 'downloading', completedBytes: 300 });
  await becomes(bigId, { state: 'pulling', step: 'downloading', completedBytes: 4_000 });

  const requests = [await server.take('/api/pull'), await server.take('/api/pull')];
  const ofBig = requests.find(({ body }) => body.includes('big:70b'));
  await pulls.cancel(bigId);
  expect(await ofBig?.closed).toBe('dropped');
  expect(job(bigId)).toMatchObject({ state: 'cancelled', step: null, error: null });

  first.release();
  await becomes(smallId, { state: 'done', completedBytes: 1_010, totalBytes: 1_010 });
  expect(server.models.map(({ name }) => name)).toContain('small:1b');
});

test('one that was cancelled goes on where it stopped', async () => {
  const { server, pulls, start, becomes } = await pulling();
  const gate = new Gate();
  server.scriptPull('big:70b', { holds: [{ at: 4_000, gate }] });
  const id = start('big:70b');
  await gate.reached;
  await becomes(id, { completedBytes: 4_000 });
  await pulls.cancel(id);
  pulls.resume(id);
  await becomes(id, { state: 'done', completedBytes: 9_500 });
  const resumed = server.sentLines.get('big:70b')?.filter(({ status }) => status !== 'success');
  expect(resumed?.filter(({ completed }) => completed === 4_000)).toHaveLength(2);
});

test('bytes shown never go back, end at the total, and are those that the server sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 150, max: 900 }),
      async (sizes, step) => {
        const { server, clock, start, becomes, progress, changes } = await pulling();
        const layers = sizes.map((size, index) => layerOf(`${index} of ${size}`, size));
        server.registry.set('any:1b', modelOf('any:1b', layers));
        server.scriptPull('any:1b', { step });
        const shown: { completedBytes: number; totalBytes: number | null }[] = [];
        const id = start('any:1b');
        // Every line is announced, since time goes by between any two.
        while (!changes.at(-1)?.some(({ state }) => state === 'done')) {
          clock.advance(250);
          await new Promise(setImmediate);
        }
        await becomes(id, { state: 'done' });
        shown.push(...progress, ...changes.flat().slice(-1));
        const size = sizes.reduce((sum, one) => sum + one, 0);
        const bytes = shown.map(({ completedBytes }) => completedBytes);
        expect(bytes).toEqual(bytes.toSorted((one, another) => one - another));
        expect(shown.at(-1)).toMatchObject({ completedBytes: size, totalBytes: size });
        const lines = server.sentLines.get('any:1b') ?? [];
        const said = lines.map((_, index) => saidIn(lines.slice(0, index + 1)).completedBytes);
        for (const one of bytes) expect(said).toContain(one);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('a layer that another model has brought is there at once', async () => {
  const { server, start, becomes } = await pulling();
  await becomes(start('small:1b'), { state: 'done' });
  const gate = new Gate();
  server.scriptPull('other:1b', { holds: [{ at: 2_010, gate }] });
  const id = start('other:1b');
  await gate.reached;
  await becomes(id, { completedBytes: 2_010, totalBytes: 2_010 });
  gate.release();
  await becomes(id, { state: 'done' });
});

describe('when the server is killed in the middle,', () => {
  test('it is tried again, which is said, and goes on when the server is back', async () => {
    const { server, clock, start, becomes } = await pulling();
    server.scriptPull('big:70b', { holds: [{ at: 4_000, gate: new Gate() }] });
    const id = start('big:70b');
    await becomes(id, { completedBytes: 4_000 });
    await server.close();
    await becomes(id, {
      state: 'pulling',
      step: 'waiting',
      completedBytes: 4_000,
      bytesPerSecond: null,
      retry: {
        attempt: 1,
        of: 5,
        message: expect.stringMatching(/broke off|ended the connection/),
      },
    });
    clock.advance(1_000);
    await becomes(id, {
      retry: { attempt: 2, message: expect.stringContaining('is not running') },
    });
    await server.listen();
    clock.advance(2_000);
    await becomes(id, { state: 'done', retry: null, completedBytes: 9_500 });
  });

  test('and stays away, it is interrupted in the end, with a sentence, and can be gone on with', async () => {
    const { server, clock, pulls, start, job, becomes } = await pulling();
    server.scriptPull('big:70b', { holds: [{ at: 4_000, gate: new Gate() }] });
    const id = start('big:70b');
    await becomes(id, { completedBytes: 4_000 });
    await server.close();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await becomes(id, { step: 'waiting', retry: { attempt } });
      clock.advance(16_000);
    }
    await becomes(id, { state: 'interrupted', completedBytes: 4_000, endedAt: expect.any(String) });
    expect(job(id)?.error?.message).toMatch(/^Ollama at 127\.0\.0\.1:\d+ is not running\./);
    await server.listen();
    pulls.resume(id);
    await becomes(id, { state: 'done', completedBytes: 9_500 });
  });

  test('a person need not wait for the next try', async () => {
    const { server, pulls, start, becomes } = await pulling();
    await server.close();
    const id = start('small:1b');
    await becomes(id, { step: 'waiting' });
    await server.listen();
    pulls.resume(id);
    await becomes(id, { state: 'done' });
  });

  test('one that waits for its next try can be cancelled', async () => {
    const { server, clock, pulls, start, becomes } = await pulling();
    await server.close();
    const id = start('small:1b');
    await becomes(id, { step: 'waiting' });
    await pulls.cancel(id);
    await becomes(id, { state: 'cancelled' });
    expect(clock.pending).toBe(0);
  });
});

describe('fails, in a sentence with the server’s own words:', () => {
  test('a name that does not exist', async () => {
    const { start, becomes } = await pulling();
    await becomes(start('no-such-model:1b'), {
      state: 'failed',
      error: {
        code: 'model-unknown',
        message: expect.stringMatching(
          /does not find "no-such-model:1b": “pull model manifest: file does not exist”\. Check the name/,
        ),
      },
    });
  });

  test('a full disk, and goes on when there is room again', async () => {
    const { server, pulls, start, becomes } = await pulling();
    const error = 'write /home/ada/.ollama/models/blobs/sha256-1-partial: no space left on device';
    server.scriptPull('big:70b', { failure: { at: 5_000, error } });
    const id = start('big:70b');
    await becomes(id, {
      state: 'failed',
      completedBytes: 5_000,
      error: {
        code: 'disk-full',
        message: expect.stringMatching(/^The disk of Ollama .* is full/),
      },
    });
    pulls.resume(id);
    await becomes(id, { state: 'done', completedBytes: 9_500 });
  });

  test('a server that is too old for the model', async () => {
    const { server, start, becomes } = await pulling();
    const error =
      'pull model manifest: 412: The model you are attempting to pull requires a newer version of Ollama.';
    server.scriptPull('small:1b', { failure: { at: 0, error } });
    await becomes(start('small:1b'), {
      state: 'failed',
      error: { code: 'not-supported', message: expect.stringContaining('Update Ollama') },
    });
  });

  test('a server that speaks nonsense, at once or in the middle', async () => {
    const { server, start, becomes } = await pulling();
    server.scriptPull('small:1b', { nonsense: { at: 500, text: 'grmbl\n' } });
    const nonsense = {
      state: 'failed',
      error: {
        code: 'answer-malformed',
        message: expect.stringContaining('does not speak Ollama'),
      },
    };
    await becomes(start('small:1b'), nonsense);
    server.interfere('/api/pull', { status: 200, body: '<html>Welcome</html>' });
    await becomes(start('big:70b'), nonsense);
  });

  test('an answer without lines that is a name refused', async () => {
    const { server, start, becomes } = await pulling();
    server.interfere('/api/pull', { status: 400, body: { error: 'invalid model name' } });
    await becomes(start('a:b:c'), {
      state: 'failed',
      error: { code: 'model-unknown', message: expect.stringContaining('“invalid model name”') },
    });
  });
});

test('a registry that the server cannot reach is tried again', async () => {
  const { server, clock, start, becomes } = await pulling();
  const error =
    'pull model manifest: Get "https://registry.ollama.ai/v2/library/small/manifests/1b": dial tcp: lookup registry.ollama.ai: no such host';
  server.scriptPull('small:1b', { failure: { at: 0, error } });
  const id = start('small:1b');
  await becomes(id, {
    step: 'waiting',
    retry: { message: expect.stringContaining('cannot reach the registry') },
  });
  clock.advance(1_000);
  await becomes(id, { state: 'done' });
});

test('a server that falls silent is given up after a minute, and tried again', async () => {
  const { server, clock, start, becomes } = await pulling();
  const gate = new Gate();
  server.scriptPull('big:70b', { holds: [{ at: 4_000, gate }] });
  const id = start('big:70b');
  await gate.reached;
  await becomes(id, { completedBytes: 4_000 });
  const request = await server.take('/api/pull');
  clock.advance(60_000);
  expect(await request.closed).toBe('dropped');
  await becomes(id, {
    step: 'waiting',
    retry: { message: expect.stringContaining('said nothing for 60 seconds') },
  });
  clock.advance(1_000);
  await becomes(id, { state: 'done', completedBytes: 9_500 });
});

test('a server that never begins to answer is given up, too', async () => {
  const { server, clock, start, becomes } = await pulling();
  server.interfere('/api/pull', new Gate());
  const id = start('small:1b');
  const request = await server.take('/api/pull');
  clock.advance(60_000);
  expect(await request.closed).toBe('dropped');
  await becomes(id, { step: 'waiting' });
});

describe('room on the disk', () => {
  test('is warned of as soon as the size is known, and the pull goes on', async () => {
    const { server, start, becomes, room } = await pulling({ freeBytes: 5_000 });
    const [early, late] = [new Gate(), new Gate()];
    server.scriptPull('big:70b', {
      holds: [
        { at: 0, gate: early },
        { at: 9_000, gate: late },
      ],
    });
    const id = start('big:70b');
    await early.reached;
    await becomes(id, { state: 'pulling', diskWarning: { neededBytes: 9_000, freeBytes: 5_000 } });
    // Somebody has made room.
    room.freeBytes = 1_000_000;
    early.release();
    await late.reached;
    late.release();
    await becomes(id, { state: 'done', diskWarning: null });
  });

  test('is warned of before anything is asked, where the size is known from before', async () => {
    const { server, pulls, start, becomes, room } = await pulling();
    server.scriptPull('big:70b', { failure: { at: 8_000, error: 'no space left on device' } });
    const id = start('big:70b');
    await becomes(id, { state: 'failed' });
    room.freeBytes = 10;
    server.interfere('/api/pull', new Gate());
    pulls.resume(id);
    await becomes(id, { diskWarning: { neededBytes: 9_000, freeBytes: 10 } });
  });

  test('is no matter where there is enough', async () => {
    const { start, becomes, changes } = await pulling({ freeBytes: 1_000_000 });
    await becomes(start('big:70b'), { state: 'done' });
    expect(changes.flat().every(({ diskWarning }) => diskWarning === null)).toBe(true);
  });
});

describe('the list', () => {
  test('has one pull of a model, however often it is asked for', async () => {
    const { server, pulls, start, becomes } = await pulling();
    const gate = new Gate();
    server.scriptPull('small:1b', { holds: [{ at: 500, gate }] });
    const id = start('small:1b');
    expect(start('small:1b')).toBe(id);
    expect(start(' library/SMALL:1b ')).toBe(id);
    await gate.reached;
    await pulls.cancel(id);
    // One that has ended early goes on.
    expect(start('small:1b')).toBe(id);
    await becomes(id, { state: 'done' });
    const again = start('small:1b');
    await becomes(again, { state: 'done' });
    expect(pulls.list().map((one) => one.id)).toEqual([again]);
  });

  test('lets four be pulled at a time; the others wait, and can be cancelled before it is their turn', async () => {
    const { server, pulls, start, becomes, job } = await pulling();
    const gates = Array.from({ length: 6 }, () => new Gate());
    const ids = gates.map((gate, index) => {
      const name = `model-${index}:1b`;
      server.registry.set(name, modelOf(name, [layerOf(name, 100)]));
      server.scriptPull(name, { holds: [{ at: 50, gate }] });
      return start(name);
    });
    await Promise.all(gates.slice(0, 4).map(({ reached }) => reached));
    const [, , , , fifth = '', sixth = ''] = ids;
    expect([job(fifth)?.state, job(sixth)?.state]).toEqual(['queued', 'queued']);
    await pulls.cancel(fifth);
    expect(job(fifth)?.state).toBe('cancelled');
    gates[0]?.release();
    await gates[5]?.reached;
    for (const gate of gates) gate.release();
    await becomes(sixth, { state: 'done' });
  });

  test('is left by one that is dismissed, which one under way cannot be', async () => {
    const { server, pulls, start, job, becomes } = await pulling();
    const gate = new Gate();
    server.scriptPull('small:1b', { holds: [{ at: 500, gate }] });
    const id = start('small:1b');
    await gate.reached;
    expect(() => pulls.dismiss(id)).toThrow(expect.objectContaining({ code: 'conflict' }));
    gate.release();
    await becomes(id, { state: 'done' });
    pulls.dismiss(id);
    pulls.dismiss(id);
    expect(job(id)).toBeUndefined();
    expect(() => pulls.resume(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('takes no key for the name of a model', async () => {
    const { server, pulls } = await pulling();
    const name = `sk-${'ant'}-canary0Zq7Xw2Rk9Lp4Vt8Ys`;
    expect(() => pulls.start({ address, name, insecure: false })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
    expect(server.requests).toEqual([]);
  });

  test('tells registries by their hosts, and whether they may be insecure', async () => {
    const { server, pulls, becomes } = await pulling();
    const name = 'localhost:5000/team/model:2';
    server.registry.set(name, modelOf(name, [layerOf(name, 100)]));
    const { id } = pulls.start({ address, name, insecure: true });
    await becomes(id, { state: 'done', name, insecure: true });
    expect((await server.take('/api/pull')).json).toEqual({ name, stream: true, insecure: true });
  });
});

test('models are pulled also while the database cannot be used, which is then found out again and again', async () => {
  const file = temporaryFile();
  mkdirSync(file);
  const failures: unknown[] = [];
  const { start, becomes, job } = await pulling({
    file,
    onFailure: (error) => failures.push(error),
  });
  const id = start('small:1b');
  await becomes(id, { state: 'done', completedBytes: 1_010 });
  expect(failures[0]).toMatchObject({ code: 'database-unavailable' });
  rmSync(file, { recursive: true });
  expect(job(id)).toMatchObject({ state: 'done' });
});

describe('after a restart', () => {
  test('what was under way when Keywell was closed is interrupted, its socket closed, and goes on when asked to', async () => {
    const { server, file, pulls, database, start, becomes } = await pulling();
    const gate = new Gate();
    server.scriptPull('big:70b', { holds: [{ at: 4_000, gate }] });
    const id = start('big:70b');
    await becomes(id, { completedBytes: 4_000 });
    const request = await server.take('/api/pull');
    await pulls.close();
    database.close();
    expect(await request.closed).toBe('dropped');

    const later = pullsOf(server, file);
    expect(later.job(id)).toMatchObject({
      state: 'interrupted',
      name: 'big:70b',
      completedBytes: 4_000,
      totalBytes: 9_000,
      error: { message: expect.stringContaining('Resume to go on') },
    });
    // Not by itself.
    expect(server.requests.filter(({ path }) => path === '/api/pull')).toHaveLength(1);
    later.pulls.resume(id);
    await later.becomes(id, { state: 'done', completedBytes: 9_500 });
  });

  test('what had ended is as it was', async () => {
    const { server, file, database, start, becomes, job } = await pulling();
    const [done, failed] = [start('small:1b'), start('no-such-model')];
    await becomes(done, { state: 'done' });
    await becomes(failed, { state: 'failed' });
    database.close();
    const later = pullsOf(server, file);
    expect(later.job(done)).toEqual(job(done));
    expect(later.job(failed)).toEqual(job(failed));
  });

  test('one whose server nothing leads to any more says so', async () => {
    const { server, file, pulls, database, start, becomes } = await pulling();
    const gate = new Gate();
    server.scriptPull('big:70b', { holds: [{ at: 4_000, gate }] });
    const id = start('big:70b');
    await becomes(id, { completedBytes: 4_000 });
    await pulls.close();
    database.close();
    await server.close();
    const elsewhere = await pulling({ file });
    expect(elsewhere.job(id)).toMatchObject({ state: 'interrupted', address: null });
    expect(() => elsewhere.pulls.resume(id)).toThrow(/No configuration leads to the server/);
  });
});
