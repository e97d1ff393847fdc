import { create } from 'zustand';
import type { PolicyView } from '#shared/domain/policy.ts';
import { lockedWithoutPolicy, type Permission } from '#shared/domain/rules/permissions.ts';
import { request } from '../api/client.ts';
import { useCan } from './app.ts';

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
  const allowed = useCan(permission);
  const locked = usePolicy(
    ({ policy }) => policy?.state === 'rejected' && lockedWithoutPolicy.includes(permission),
  );
  if (!allowed) return `This needs the permission ${permission}.`;
  return locked ? 'The policy file of this machine was rejected, which locks this.' : null;
}
