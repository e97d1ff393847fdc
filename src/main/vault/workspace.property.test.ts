import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import { hintOf } from '#shared/domain/rules/key-rules.ts';
import { AppError } from '#shared/errors.ts';
import { configurationFields } from '../registry/testing/configuration-fields.ts';
import { MemoryStorage } from '../registry/testing/memory-storage.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type KeyServices, openKeyServices } from './testing/key-services.ts';
import { createKeychainDouble, unevenly } from './testing/keychain-double.ts';

const onKeys = ['set', 'replace', 'remove', 'run', 'approve', 'verify'] as const;
const onRecords = ['create', 'rename', 'duplicate', 'delete', 'mark', 'unmark'] as const;
const onVault = ['rotate', 'session', 'keychain', 'review'] as const;
const failures = ['lock', 'unlock', 'fail next set', 'fail storage', 'mend storage'] as const;

interface Step {
  readonly act:
    | (typeof onKeys)[number]
    | (typeof onRecords)[number]
    | (typeof onVault)[number]
    | (typeof failures)[number];
  /** Which configuration, in the order in which they were ever created. */
  readonly on: number;
  /** Few names, so that they collide often. */
  readonly name: string;
  /** How far the actions under way get before this step, in turns of the microtask queue. */
  readonly after: number;
}

const sequences: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...onKeys) },
      { weight: 3, arbitrary: fc.constantFrom(...onRecords) },
      { weight: 1, arbitrary: fc.constantFrom(...onVault) },
      { weight: 2, arbitrary: fc.constantFrom(...failures) },
    ),
    on: fc.nat(5),
    name: fc.constantFrom('a', 'A ', 'é', 'e\u0301', 'b'),
    after: fc.nat(12),
  }),
  { maxLength: 40, size: 'max' },
);

/** What is known from outside of the keys of one configuration. */
interface History {
  readonly configuration: Configuration;
  readonly submitted: Set<string>;
  /** Saved, and not replaced or removed since. */
  current: string | null;
  /** Replaced or removed: to be used no more. */
  readonly gone: Set<string>;
}

class Play {
  readonly storage = new MemoryStorage();
  readonly keychain = createKeychainDouble();
  readonly services: KeyServices;
  readonly histories: History[] = [];
  readonly #underWay: Promise<unknown>[] = [];
  #lastKey = 0;

  constructor(delays: Iterator<number>) {
    const keychain = unevenly(this.keychain, () => delays.next().value ?? 0);
    this.services = openKeyServices({ storage: this.storage, keychain });
    for (const name of ['first', 'second']) this.#created(this.services.add(name));
  }

  async carryOut(sequence: readonly Step[]): Promise<void> {
    for (const step of sequence) {
      for (let turn = 0; turn < step.after; turn += 1) await Promise.resolve();
      this.#underWay.push(this.#act(step).catch(expected));
      expectOrder(this.services);
    }
    await Promise.all(this.#underWay);
    this.keychain.state = 'available';
    this.keychain.failNextSet = null;
    this.storage.failing = false;
    if (this.services.vault.mode === 'session') await this.services.keys.setVaultMode('keychain');
  }

  async #act({ act, on, name }: Step): Promise<void> {
    const { registry, vault, keys, encryption } = this.services;
    const history = this.histories[on % this.histories.length];
    if (history === undefined) return;
    const { id } = history.configuration;
    switch (act) {
      case 'set':
      case 'replace': {
        this.#lastKey += 1;
        const key = `canary-${on}-number-${String(this.#lastKey).padStart(6, '0')}`;
        history.submitted.add(key);
        const before = history.current;
        await keys[act](id, key, 'Ada');
        // What memory holds stands in front of the keychain's key, and does not end it.
        if (vault.holdsForSession(id)) return;
        if (before !== null) history.gone.add(before);
        history.current = key;
        return;
      }
      case 'remove':
        await keys.remove(id);
        if (history.current !== null) history.gone.add(history.current);
        history.current = null;
        return;
      case 'run': {
        const key = await keys.keyForRun(registry.get(id));
        expect(history.submitted).toContain(key);
        expect(history.gone).not.toContain(key);
        const shown = keys.view(history.configuration).fingerprint;
        expect(fingerprintOf(key ?? '', registry.fingerprintSalt)).toBe(shown);
        return;
      }
      case 'approve':
        return keys.approve(id, keys.view(registry.get(id)).fingerprint ?? '', 'Grace');
      case 'verify':
        await keys.verify(id);
        return;
      case 'create':
        this.#created(registry.create(configurationFields({ name, provider: 'anthropic' })));
        return;
      case 'rename': {
        const { revision, ...rest } = registry.get(id);
        registry.update(id, revision, configurationFields({ ...fieldsOf(rest), name }));
        return;
      }
      case 'duplicate':
        this.#created(registry.duplicate(id));
        return;
      case 'delete':
        return keys.remove(id, () => registry.remove(id));
      case 'mark':
        return registry.setDefault(id);
      case 'unmark':
        return registry.setDefault(null);
      case 'rotate':
        return encryption.rotate();
      case 'review':
        return encryption.review();
      case 'session':
      case 'keychain':
        await keys.setVaultMode(act);
        return;
      case 'lock':
        this.keychain.state = 'locked';
        return;
      case 'unlock':
        this.keychain.state = 'available';
        return;
      case 'fail next set':
        this.keychain.failNextSet = new AppError('keychain-write-failed', 'It was refused.');
        return;
      case 'fail storage':
        this.storage.failing = true;
        return;
      case 'mend storage':
        this.storage.failing = false;
        return;
    }
  }

  #created(configuration: Configuration): void {
    this.histories.push({
      configuration,
      submitted: new Set(),
      current: null,
      gone: new Set(),
    });
  }
}

function fieldsOf({ id, createdAt, updatedAt, ...fields }: Omit<Configuration, 'revision'>) {
  return fields;
}

/** Actions may be refused, but only with a sentence. */
function expected(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** At every moment: unique names, at most one default, and an effective default as specified. */
function expectOrder({ registry }: KeyServices): void {
  const list = registry.list();
  expect(new Set(list.map(({ name }) => normalisedName(name))).size).toBe(list.length);
  const effective = registry.effectiveDefault();
  if (effective?.reason === 'marked') expect(list.map(({ id }) => id)).toContain(effective.id);
  else expect(effective?.id).toBe(list.at(-1)?.id);
}

/** Vault and record say the same, of the right configuration, and nothing is left half done. */
async function expectAgreement({
  services,
  histories,
  keychain,
}: Pick<Play, 'services' | 'histories' | 'keychain'>): Promise<void> {
  const { registry, keys } = services;
  expect(registry.keyRecords()).toMatchObject({ keyChanges: {}, rotatingTo: null });
  const accounts = [...keychain.entries.keys()].filter((name) => !name.startsWith('encryption-'));
  expect(accounts.sort()).toEqual(Object.keys(registry.keyRecords().keys).sort());
  for (const configuration of registry.list()) {
    const history = histories.find((one) => one.configuration.id === configuration.id);
    const view = keys.view(configuration);
    const submitted = [...(history?.submitted ?? [])];
    if (view.status === 'absent') continue;
    expect(submitted.map(hintOf)).toContain(view.hint);
    expect(submitted.map((key) => fingerprintOf(key, registry.fingerprintSalt))).toContain(
      view.fingerprint,
    );
    const outcome = await keys.keyForRun(configuration).catch((error: unknown) => error);
    if (view.status === 'needs-reentry') {
      expect(outcome).toMatchObject({ code: 'key-needs-reentry' });
    } else {
      expect(submitted).toContain(outcome);
      expect(history?.gone).not.toContain(outcome);
      expect(view.hint).toBe(hintOf(String(outcome)));
      expect(view.fingerprint).toBe(fingerprintOf(String(outcome), registry.fingerprintSalt));
    }
  }
}

it('holds together over any sequence of actions and failures, interleaved, and over a restart', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, fc.infiniteStream(fc.nat(6)), async (sequence, delays) => {
      const play = new Play(delays);
      await play.carryOut(sequence);
      await play.services.encryption.review();
      await expectAgreement(play);
      const { storage, keychain, histories } = play;
      play.services.registry.flush();
      const services = openKeyServices({ storage, keychain });
      await services.encryption.review();
      expectOrder(services);
      await expectAgreement({ services, histories, keychain });
    }),
    { numRuns: 400 },
  );
}, 60_000);
