import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { routes } from '#shared/ipc/routes.ts';
import type { Desktop } from './desktop.ts';
import type { ComposedCore } from './testing/composed-core.ts';
import { Chance, hostileMessage, type Likely, type Message } from './testing/hostile-messages.ts';
import { auditText, startCore } from './testing/start-core.ts';
import type { KeychainDouble } from './vault/testing/keychain-double.ts';
import { chainOf } from './workflows/testing/chain.ts';

/** What only succeeds with a provider that answers for a key, a damaged registry, or the number of a conversation. */
const outOfReach = ['recovery.restore', 'recovery.startEmpty', 'keys.verify', 'history.open'];

/** Of the shape of a key, so that it is refused wherever it is pasted, but where a key is entered. */
const canary = `sk-${'ant'}-canary${'0Zq7Xw2Rk9Lp4Vt8Ys'.repeat(2)}`;

/** One that gives whatever it is asked for. */
const anyDesktop: Desktop = { takeShortcut: () => 'in-use', openFolder: async () => true };

/** Which the simulated Ollama has, or lets be pulled. */
const simulatedModel = 'simulated-small:3b';

const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);
beforeEach(() => void process.on('unhandledRejection', remember));
afterEach(() => void process.off('unhandledRejection', remember));

/** What is worth trying in each field: what exists, what is right, and what is nearly so. */
function likelyValues({ fingerprints, ...known }: Awaited<ReturnType<typeof knownIn>>) {
  const id = (chance: Chance) =>
    chance.next() < 0.9
      ? chance.pick([
          ...known.configurations,
          ...known.members,
          ...known.workflows,
          ...known.comparisons,
          ...known.pulls,
          crypto.randomUUID(),
        ])
      : crypto.randomUUID();
  return {
    id,
    configurationId: id,
    targetId: (chance) => (chance.next() < 0.5 ? null : id(chance)),
    fingerprint: (chance) => chance.pick([...fingerprints, '0'.repeat(12), canary]),
    key: (chance) => chance.pick([canary, canary, `${canary} `, `${canary} ${canary}`, '', 'x']),
    passcode: mostly(null, '', 'abc'),
    confirmation: (chance) => chance.pick(['rotate', 'rotat', 'start empty']),
    revision: (chance) => chance.below(3) + 1,
    name: (chance) =>
      chance.pick([simulatedModel, mostly(`Name ${chance.below(40)}`, '', ' ', canary)(chance)]),
    names: mostly([simulatedModel], [], [canary]),
    source: mostly(simulatedModel, canary),
    destination: (chance) => mostly(`copy-${chance.below(40)}`, '', canary)(chance),
    address: (chance) => ({
      configurationId: chance.next() < 0.5 ? null : id(chance),
    }),
    model: mostly('simulated-large', '', canary),
    // Only what is answered in process, or refused: nothing here may reach out.
    baseUrl: mostly(
      'https://models.keywell.invalid/v1',
      'https://user:pass@models.keywell.invalid',
      'ftp://models.keywell.invalid',
      `https://models.keywell.invalid/${canary}`,
      'http://public.example/v1',
    ),
    provider: mostly('custom', 'ollama'),
    allowUnencrypted: () => false,
    keepAlive: mostly(null, canary),
    headers: mostly({ 'x-team': 'one' }, { authorization: canary }, { [canary]: 1 }),
    notes: mostly('a note', canary),
    systemPrompt: mostly('be brief', canary),
    tags: mostly(['one', 'ONE'], [canary]),
    temperature: mostly(0.5, 3),
    topP: () => null,
    maxOutputTokens: mostly(10, 0.5),
    contextLength: () => null,
    connectTimeoutMs: () => null,
    firstTokenTimeoutMs: () => null,
    idleTimeoutMs: () => null,
    accelerator: mostly('Control+Shift+K', null, 'Control+C', canary),
    timeZone: () => 'Europe/Vienna',
    document: (chance) =>
      mostly(
        { ...chainOf(2), name: `Name ${chance.below(40)}` },
        { ...chainOf(2), name: canary },
        { ...chainOf(2), [canary]: canary },
        { ...chainOf(2), steps: [{ ...chainOf(1).steps[0], dependsOn: [canary] }] },
      )(chance),
    text: (chance) =>
      mostly(exported(chance), '', '{', exported(chance, { apiKey: canary }))(chance),
  } satisfies Likely;
}

/** One value, and now and then one of the others. */
function mostly(usual: unknown, ...odd: readonly unknown[]) {
  return (chance: Chance) => (chance.next() < 0.92 ? usual : chance.pick(odd));
}

/** The text of an export file with one configuration. */
function exported(chance: Chance, more: object = {}): string {
  const configuration = {
    name: `Name ${chance.below(60)}`,
    provider: 'custom',
    model: 'a-model',
    baseUrl: 'https://models.keywell.invalid/v1',
    authentication: 'key',
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength: null,
    keepAlive: null,
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
    ...more,
  };
  return JSON.stringify({
    format: 'keywell-configurations',
    version: 1,
    exportedAt: '2026-11-23T09:00:00.000Z',
    configurations: [configuration],
  });
}

/** Whatever a page can send: over Electron's wire more than JSON gets through. */
function junk(chance: Chance): unknown {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  return chance.pick<unknown>([
    null,
    undefined,
    true,
    -1,
    0,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 60,
    10n,
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    canary,
    canary.repeat(300),
    [],
    {},
    [[[[[[[[[[canary]]]]]]]]]],
    { [canary]: canary },
    JSON.parse('{"__proto__":{"id":"x"},"constructor":1}'),
    new Date(Number.NaN),
    new Map([[canary, 1]]),
    new Uint8Array(8),
    cyclic,
  ]);
}

function shown(message: Message): string {
  return inspect(message, { depth: 10, breakLength: Number.POSITIVE_INFINITY });
}

/** The registry without what a refused try leaves of itself on purpose: that it was made. */
function stateOf(text: string | null): string {
  return (text ?? '').replace(/"failures":\d+,"retryAt":(?:null|"[^"]*")/g, '');
}

/** The keychain but for what the audit log keeps there, on which the refusal itself is put. */
function keysIn({ entries }: KeychainDouble): string {
  return JSON.stringify([...entries].filter(([account]) => !account.startsWith('audit')));
}

async function knownIn(core: ComposedCore) {
  const { configurations } = await core.request('configurations.list', {});
  const { members } = await core.request('members.list', {});
  const { workflows } = await core.request('workflows.list', {});
  const newest = { text: '', beforeSeq: null, limit: 10 };
  const { comparisons } = await core.request('comparisons.list', newest);
  const { pulls } = await core.request('localModels.pulls', {});
  return {
    pulls: pulls.map(({ id }) => id),
    comparisons: comparisons.map(({ id }) => id),
    workflows: workflows.map(({ id }) => id),
    configurations: configurations.map(({ id }) => id),
    members: members.map(({ id }) => id),
    fingerprints: configurations.flatMap(({ key }) => key.fingerprint ?? []),
  };
}

/** Messages to one core, from one seed, of which every failure tells. Answers with the routes that did something. */
async function bombard(seed: number, rounds: number): Promise<ReadonlySet<string>> {
  const { core, storage, keychain, dataFolder } = await startCore({ desktop: anyDesktop });
  const chance = new Chance(seed);
  const reached = new Set<string>();
  let likely: Likely = {};
  for (let round = 0; round < rounds; round += 1) {
    if (round % 100 === 0) likely = await comeToOrder(core);
    let message = hostileMessage(chance, likely, junk);
    while (setsPasscode(message) || isLetterWithKey(message))
      message = hostileMessage(chance, likely, junk);
    const about = () => `seed ${seed}, round ${round}: ${shown(message)}`;
    const before = storage.text;
    const keysBefore = keysIn(keychain);
    const result = await core.send(message.route, message.input);
    if (result.ok) reached.add(String(message.route));
    else {
      if (storage.text !== before) expect(stateOf(storage.text), about()).toBe(stateOf(before));
      if (keysIn(keychain) !== keysBefore) expect.fail(`A key was changed. ${about()}`);
      expect(result.error.code, about()).not.toBe('internal');
    }
    const answer = JSON.stringify(result);
    if (answer.includes(canary)) expect.fail(`A key came back. ${about()} → ${answer}`);
  }
  await actAsOwner(core);
  expect(await core.request('audit.verify', {})).toMatchObject({ state: 'intact' });
  const kept = [storage.text, auditText(dataFolder), ...core.lines].join('\n');
  expect(kept).not.toContain(canary);
  return reached;
}

async function actAsOwner(core: ComposedCore): Promise<void> {
  const { members } = await core.request('members.list', {});
  const owner = members.find(({ roles }) => roles.includes('owner'));
  await core.request('members.actAs', { id: owner?.id ?? '', passcode: null });
}

/** Whether a passcode would be set. That takes a third of a second, and nobody here would know it afterwards. */
function setsPasscode({ input }: Message): boolean {
  const passcode = Object(input)?.passcode;
  return typeof passcode === 'string' && passcode.length > 3;
}

/**
 * Whether a key stands in prompts to be compared. They are kept, and given back to who wrote them, as they are, as the
 * history does it with those of Generate.
 */
function isLetterWithKey({ route, input }: Message): boolean {
  const { prompts, text, name } = Object(input);
  return (
    (route === 'comparisons.start' && inspect(prompts, { depth: 10 }).includes(canary)) ||
    (route === 'comparisons.readPrompts' && inspect([text, name]).includes(canary))
  );
}

/** Whoever acts by now: an Owner acts again, nothing runs, and not too much has piled up. */
async function comeToOrder(core: ComposedCore): Promise<Likely> {
  core.dropClient();
  await actAsOwner(core);
  const known = await knownIn(core);
  for (const id of known.configurations.slice(20)) await core.send('configurations.delete', { id });
  for (const id of known.workflows.slice(2)) await core.send('workflows.delete', { id });
  for (const id of known.members.slice(10)) await core.send('members.remove', { id });
  // One has a key, so that there is one whose fingerprint can be named.
  const [configurationId] = (await knownIn(core)).configurations;
  await core.send('keys.set', { configurationId, key: canary });
  return likelyValues(await knownIn(core));
}

it('withstands 100,000 hostile messages: no crash, no change by a refused one, no key in an answer', {
  timeout: 300_000,
}, async () => {
  const reached = new Set<string>();
  for (let seed = 1; seed <= 25; seed += 1) {
    for (const route of await bombard(seed, 4_000)) reached.add(route);
  }
  expect(unhandled).toEqual([]);
  // Else the messages would be too hostile to get anywhere.
  expect(Object.keys(routes).filter((name) => !reached.has(name))).toEqual(outOfReach);
});
