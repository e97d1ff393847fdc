import { randomBytes, randomUUID } from 'node:crypto';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { DraftEvent } from '#shared/domain/workflow-draft.ts';
import type { RequestContext } from '#shared/ipc/routes.ts';
import type { EndedRun } from '../../generation/ended-run.ts';
import { Generation } from '../../generation/generation.ts';
import { TestClock } from '../../generation/test-clock.ts';
import { createAdapters } from '../../providers/adapters.ts';
import { testConfiguration } from '../../providers/test-configuration.ts';
import { Drafting } from '../drafting.ts';

/** Drafts with everything real but the registry, the vault and the clock, and what is heard of them. */
export function draftingRoom(fields: Parameters<typeof testConfiguration>[0]) {
  const key = `canary-${randomBytes(16).toString('hex')}`;
  const clock = new TestClock();
  const heard: (DraftEvent & { readonly clientId: string })[] = [];
  const records: { readonly run: EndedRun; readonly by: string }[] = [];
  let onEvent: () => void = () => undefined;
  const room = {
    key,
    clock,
    heard,
    records,
    /** May be changed in the middle of a draft, as a person would in the registry and the vault. */
    configuration: testConfiguration(fields),
    readKey: async (): Promise<string | null> => key,
    configurationNames: ['Under test'] as readonly string[],
  };
  const generation = new Generation({
    configurationFor: (): Configuration => room.configuration,
    readKey: () => room.readKey(),
    adapterFor: createAdapters({
      simulatedFetch: () => Promise.reject(new Error('Nothing is simulated here.')),
    }),
    send: () => {
      throw new Error('A draft is no run of the Generate panel.');
    },
    clock,
  });
  const drafting = new Drafting({
    generation,
    record: (run, { id }) => records.push({ run, by: id }),
    configurationNames: () => room.configurationNames,
    send(clientId, event) {
      heard.push({ ...event, clientId });
      onEvent();
    },
    clock,
  });

  /** Resolves when an event has come of which `wanted` is true. */
  function seen(wanted: (event: DraftEvent) => boolean): Promise<DraftEvent> {
    return new Promise((resolve) => {
      onEvent = () => {
        const found = heard.find(wanted);
        if (found !== undefined) resolve(found);
      };
      onEvent();
    });
  }

  return {
    ...room,
    room,
    generation,
    drafting,
    draft: (description = 'Whatever is needed.', draftId: string = randomUUID()) =>
      drafting.draft({ draftId, configurationId: null, description }, member),
    seen,
    ended: () => seen(isTerminal),
  };
}

export const member: RequestContext = {
  clientId: 'window-1',
  actor: { id: 'member-1', name: 'Ada', roles: ['member'], permissions: ['generate'] },
};

function isTerminal({ type }: DraftEvent): boolean {
  return ['drafted', 'invalid', 'cancelled', 'failed'].includes(type);
}
