import { create } from 'zustand';
import type { Actor } from '#shared/domain/member.ts';
import type { PolicyView } from '#shared/domain/policy.ts';
import { lockedWithoutPolicy, type Permission } from '#shared/domain/rules/permissions.ts';
import { request } from '../api/client.ts';
import { useApp } from './app.ts';

interface PolicyState {
  /** Null until main has answered. */
  readonly policy: PolicyView | null;
  load(): Promise<void>;
}

/** What the policy of this machine says. Main reads it once, at start. */
export const usePolicy = create<PolicyState>()((set) => ({
  policy: null,
  async load() {
    set({ policy: await request('policy.get', {}) });
  },
}));

/** Why what needs `permission` cannot be done now, as one sentence; null if nothing is in the way. */
export function useHindrance(permission: Permission): string | null {
  const actor = useApp((state) => state.info?.actor);
  const policy = usePolicy((state) => state.policy);
  return hindrance(permission, actor, policy);
}

/** The same at this moment, for what is not drawn. */
export function hindranceNow(permission: Permission): string | null {
  return hindrance(permission, useApp.getState().info?.actor, usePolicy.getState().policy);
}

function hindrance(
  permission: Permission,
  actor: Actor | undefined,
  policy: PolicyView | null,
): string | null {
  if (!actor?.permissions.includes(permission)) return `This needs the permission ${permission}.`;
  return policy?.state === 'rejected' && lockedWithoutPolicy.includes(permission)
    ? 'The policy file of this machine was rejected, which locks this.'
    : null;
}
