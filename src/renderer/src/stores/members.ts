import { create } from 'zustand';
import type { Member } from '#shared/domain/member.ts';
import type { InputOf } from '#shared/ipc/routes.ts';
import { on, request } from '../api/client.ts';

interface MembersState {
  /** Null until they were asked for. */
  readonly members: readonly Member[] | null;
  load(): Promise<void>;
  add(fields: InputOf<'members.add'>): Promise<Member>;
  update(fields: InputOf<'members.update'>): Promise<Member>;
  /** Null takes the passcode away. */
  setPasscode(id: string, passcode: string | null): Promise<void>;
  remove(id: string): Promise<void>;
  actAs(id: string, passcode: string | null): Promise<void>;
}

/** A projection of main's members: every action asks main, and what changed comes back as an event. */
export const useMembers = create<MembersState>()((set) => {
  on('members.changed', ({ members }) => set({ members }));
  // Another registry may have other members.
  on('app.reopened', () => set({ members: null }));

  return {
    members: null,
    async load() {
      const { members } = await request('members.list', {});
      set({ members });
    },
    add: (fields) => request('members.add', fields),
    update: (fields) => request('members.update', fields),
    async setPasscode(id, passcode) {
      await request('members.setPasscode', { id, passcode });
    },
    async remove(id) {
      await request('members.remove', { id });
    },
    async actAs(id, passcode) {
      await request('members.actAs', { id, passcode });
    },
  };
});
