import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { hintOf } from '#shared/domain/rules/key-rules.ts';
import { fingerprintOf } from './fingerprint.ts';
import { Keys } from './keys.ts';
import { aConfiguration, createKeyRecordsDouble } from './testing/key-records-double.ts';
import { createKeychainDouble, unevenly } from './testing/keychain-double.ts';
import { Vault } from './vault.ts';

const configurations = [1, 2, 3].map((n) =>
  aConfiguration(`00000000-0000-4000-8000-00000000000${n}`),
);

const actions = ['set', 'replace', 'remove', 'run'] as const;
const failures = ['lock', 'unlock', 'fail next set', 'fail records'] as const;

interface Step {
  readonly act: (typeof actions)[number] | (typeof failures)[number];
  readonly on: Configuration;
  readonly after: number;
}

const isFailure = (act: Step['act']) => failures.some((one) => one === act);

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...actions, ...actions, ...failures),
    on: fc.constantFrom(...configurations),
    /** How far the actions under way get before this step, in turns of the microtask queue. */
    after: fc.nat(12),
  }),
  { maxLength: 30 },
);

/**
 * Runs steps that overlap, then makes everything work again.
 *
 * @param oneAtATime whether no action meets more than one failure, so that what it did can be taken back
 */
async function play(sequence: readonly Step[], delays: Iterator<number>, oneAtATime: boolean) {
  const keychain = createKeychainDouble();
  const records = createKeyRecordsDouble();
  for (const one of configurations) records.configurations.set(one.id, one);
  const vault = new Vault({
    keychain: unevenly(keychain, () => delays.next().value ?? 0),
    workspaceId: 'w',
    onStatus: () => undefined,
  });
  const keys = new Keys({
    records,
    vault,
    verify: async () => 0,
    now: () => new Date(0),
    onChange: () => undefined,
    note: async () => undefined,
  });
  const used: { readonly id: string; readonly key: string | null }[] = [];
  /** Configuration id → the keys ever submitted for it, and whether the last change to succeed was a removal. */
  const submitted = new Map(configurations.map(({ id }) => [id, new Set<string>()]));
  const removed = new Map<string, boolean>();
  const underWay: Promise<unknown>[] = [];

  for (const [n, { act, on, after }] of sequence.entries()) {
    for (let turn = 0; turn < after; turn += 1) await Promise.resolve();
    if (oneAtATime && isFailure(act)) await Promise.allSettled(underWay);
    const { id } = on;
    switch (act) {
      case 'lock':
        keychain.state = 'locked';
        break;
      case 'unlock':
        keychain.state = 'available';
        break;
      case 'fail next set':
        if (oneAtATime && records.failWrites) break;
        keychain.failNextSet = new Error('refused');
        break;
      case 'fail records':
        records.failWrites = !records.failWrites;
        if (oneAtATime) keychain.failNextSet = null;
        break;
      case 'run':
        underWay.push(keys.keyForRun(on).then((key) => used.push({ id, key })));
        break;
      case 'remove':
        underWay.push(keys.remove(id).then(() => removed.set(id, true)));
        break;
      case 'set':
      case 'replace': {
        const key = `canary-for-${id.slice(-1)}-step-${String(n).padStart(4, '0')}`;
        submitted.get(id)?.add(key);
        underWay.push(keys[act](id, key, 'Ada').then(() => removed.set(id, false)));
        break;
      }
    }
  }
  await Promise.allSettled(underWay);
  keychain.state = 'available';
  keychain.failNextSet = null;
  records.failWrites = false;
  return { vault, keys, records, used, submitted, removed };
}

/** Whatever the order: what a run uses was set for its configuration, and is what the record says. */
async function expectKeysApart({
  keys,
  records,
  used,
  submitted,
}: Awaited<ReturnType<typeof play>>) {
  for (const { id, key } of used) expect(submitted.get(id)).toContain(key);
  for (const configuration of configurations) {
    const view = keys.view(configuration);
    const outcome = await keys.keyForRun(configuration).catch((error: unknown) => error);
    if (typeof outcome !== 'string') {
      const code = view.hint === null ? 'key-absent' : 'key-needs-reentry';
      expect(outcome).toMatchObject({ code });
      continue;
    }
    expect(submitted.get(configuration.id)).toContain(outcome);
    expect(view.hint).toBe(hintOf(outcome));
    expect(view.fingerprint).toBe(fingerprintOf(outcome, records.fingerprintSalt));
  }
}

const delays = fc.infiniteStream(fc.nat(6));

it('keeps vault and record in agreement, however actions overlap', async () => {
  await fc.assert(
    fc.asyncProperty(steps, delays, async (sequence, delay) => {
      const end = await play(sequence, delay, true);
      await expectKeysApart(end);
      for (const { id } of configurations) {
        const recorded = end.records.keyMetadata(id) !== null;
        const kept = await end.vault.read(id).then(
          () => true,
          () => false,
        );
        expect(kept).toBe(recorded);
        if (end.removed.has(id)) expect(recorded).toBe(!end.removed.get(id));
      }
    }),
    { numRuns: 500 },
  );
});

it('never uses a key of another configuration or one that is not on record, even when taking back fails', async () => {
  await fc.assert(
    fc.asyncProperty(steps, delays, async (sequence, delay) => {
      await expectKeysApart(await play(sequence, delay, false));
    }),
    { numRuns: 500 },
  );
});
