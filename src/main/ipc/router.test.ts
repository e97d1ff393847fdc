import { describe, expect, it } from 'vitest';
import { type Actor, rolePermissions } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import { Access } from '../access/access.ts';
import { createRouter } from './router.ts';

const owner: Actor = {
  id: 'owner',
  name: 'Ada',
  roles: ['owner'],
  permissions: [...rolePermissions.owner],
};
const auditor: Actor = { ...owner, roles: ['auditor'], permissions: [...rolePermissions.auditor] };

/** Only what a test gives exists; reaching for any other handler fails the test by `called`. */
function routerWith(given: Partial<Handlers>, actor = owner) {
  const unexpected: unknown[] = [];
  const denied: unknown[] = [];
  const router = createRouter({
    handlers: given as Handlers,
    access: new Access({ acting: () => actor }, { authorise: () => undefined }),
    recorder: {
      carryOut: async (_route, _input, _context, handle) => handle(),
      denied: async (by, route, error) => void denied.push([by.name, route, error.data]),
    },
    onUnexpected: (_route, error) => unexpected.push(error),
  });
  return { router, unexpected, denied };
}

describe('the router', () => {
  it('hands a parsed input, the client and the actor to the handler and wraps its answer', async () => {
    const { router } = routerWith({
      'generation.cancel': (input, context) => {
        expect(input).toEqual({ runId: '3b241101-e2bb-4255-8caf-4136c566a962' });
        expect(context).toEqual({ clientId: 'client-1', actor: owner });
        return null;
      },
    });
    const input = { runId: '3b241101-e2bb-4255-8caf-4136c566a962' };
    expect(await router('client-1', 'generation.cancel', input)).toEqual({ ok: true, data: null });
  });

  it.each([
    'no.such.route',
    'constructor',
    '__proto__',
    'toString',
    '',
    7,
    null,
    { name: 'app.info' },
  ])('knows no route %j', async (name) => {
    const result = await routerWith({}).router('c', name, {});
    expect(result).toMatchObject({ ok: false, error: { code: 'unknown-route' } });
  });

  it('refuses before it reads the input when the permission is missing, names it, and has it put on record', async () => {
    let called = false;
    const handlers: Partial<Handlers> = {
      'configurations.setDefault': () => {
        called = true;
        throw new Error('not reached');
      },
    };
    const { router, denied } = routerWith(handlers, auditor);
    const result = await router('c', 'configurations.setDefault', 42);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'forbidden', data: { permission: 'configs:write' } },
    });
    expect(called).toBe(false);
    expect(denied).toEqual([['Ada', 'configurations.setDefault', { permission: 'configs:write' }]]);
  });

  it('refuses an input of the wrong shape without repeating what was in it', async () => {
    const canary = 'canary-never-echoed';
    const { router } = routerWith({});
    const inputs = [
      { configurationId: canary, key: canary },
      { configurationId: crypto.randomUUID(), key: canary, extra: canary },
      { [canary]: 1 },
      canary,
      null,
      { configurationId: crypto.randomUUID(), key: canary.repeat(1_000) },
    ];
    for (const input of inputs) {
      const result = await router('c', 'keys.set', input);
      expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
      expect(JSON.stringify(result)).not.toContain(canary);
    }
  });

  it('names the field that is wrong, as the route declares it, and no name that was made up', async () => {
    const { router } = routerWith({});
    const canary = 'canary-in-a-name';
    const fields = { name: 5, headers: { [canary]: 5 }, tags: [5], [canary]: 5 };
    const result = await router('c', 'configurations.create', { fields });
    expect(result).toMatchObject({
      error: { data: { fields: { name: expect.any(String), headers: expect.any(String) } } },
    });
    expect(result).toMatchObject({ error: { data: { fields: { tags: expect.any(String) } } } });
    expect(JSON.stringify(result)).not.toContain(canary);
  });

  it('passes an AppError on in its own words', async () => {
    const { router } = routerWith({
      'vault.status': () => {
        throw new AppError('keychain-locked', 'The keychain is locked.', { retryAfterMs: 5 });
      },
    });
    expect(await router('c', 'vault.status', {})).toEqual({
      ok: false,
      error: {
        code: 'keychain-locked',
        message: 'The keychain is locked.',
        data: { retryAfterMs: 5 },
      },
    });
  });

  it('tells nothing of any other failure, but has it logged', async () => {
    const { router, unexpected } = routerWith({
      'vault.status': () => Promise.reject(new Error('secret detail')),
    });
    const result = await router('c', 'vault.status', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('secret detail');
    expect(unexpected).toHaveLength(1);
  });
});
