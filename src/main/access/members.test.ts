import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { permissions, type Role, rolePermissions } from '#shared/domain/member.ts';
import type { MemberRecord } from './member-record.ts';
import { Members } from './members.ts';
import { cheapHash, MemberRecordsDouble } from './testing/member-records.ts';

const noPolicy: Readonly<Record<string, readonly Role[]>> = {};

function member(name: string, roles: readonly Role[], changes: Partial<MemberRecord> = {}) {
  return {
    id: randomUUID(),
    name,
    roles: [...roles],
    account: null,
    passcode: null,
    failures: 0,
    retryAt: null,
    ...changes,
  } satisfies MemberRecord;
}

/** Keywell as `ada` starts it, with a clock that stands still unless it is moved. */
function start(records = new MemberRecordsDouble(), policy = noPolicy, account = 'ada') {
  const clock = { ms: Date.UTC(2026, 10, 23) };
  const announced: string[] = [];
  const members: Members = new Members({
    records,
    account,
    rolesByPolicy: (of) => policy[of],
    now: () => new Date(clock.ms),
    newId: randomUUID,
    onChange: () => announced.push(members.acting().name),
  });
  return { members, records, clock, announced };
}

function first(members: Members) {
  const [found] = members.list();
  if (found === undefined) throw new Error('There is no member.');
  return found;
}

const lastOwner = /last Owner/;

describe('on first start', () => {
  it("the person's account becomes Owner, acts, and is still the same one after a restart", () => {
    const { members, records } = start();
    expect(members.list()).toMatchObject([
      { name: 'ada', roles: ['owner'], account: 'ada', hasPasscode: false, rolesFixed: false },
    ]);
    expect(members.acting()).toMatchObject({ name: 'ada', permissions });
    expect(start(records).members.acting()).toEqual(members.acting());
  });

  it('a disk that cannot be written does not stop it; the Owner is written with the first change', async () => {
    const records = new MemberRecordsDouble();
    records.failing = true;
    const { members } = start(records);
    expect(members.acting()).toMatchObject({ name: 'ada', permissions });
    await expect(members.add('Bo', ['member'], null)).rejects.toMatchObject({
      code: 'storage-failed',
    });
    records.failing = false;
    await members.add('Bo', ['member'], null);
    expect(records.members()).toHaveLength(2);
    expect(start(records).members.acting()).toEqual(members.acting());
  });
});

describe('members', () => {
  it('are added, renamed, given other roles and removed, and each change is announced', async () => {
    const { members, announced } = start();
    const bo = await members.add('  Bo ', ['auditor', 'editor', 'auditor'], null);
    expect(bo).toMatchObject({ name: 'Bo', roles: ['editor', 'auditor'], account: null });
    expect(members.update(bo.id, 'Bob', ['member'])).toMatchObject({
      name: 'Bob',
      roles: ['member'],
    });
    members.remove(bo.id);
    expect(members.list()).toHaveLength(1);
    expect(announced).toHaveLength(3);
    expect(() => members.get(bo.id)).toThrow(/no such member/);
  });

  it('have all the permissions of all their roles', async () => {
    const { members } = start();
    const { id } = await members.add('Bo', ['editor', 'key-manager'], null);
    const actor = await members.actAs(id, null);
    expect(new Set(actor.permissions)).toEqual(
      new Set([...rolePermissions.editor, ...rolePermissions['key-manager']]),
    );
    expect(actor.permissions).not.toContain('configs:delete');
  });

  it.each([
    '',
    '  ',
    'ADA',
    ' ａｄａ '.normalize('NFKC'),
    'x'.repeat(81),
    'a\nb',
    '\u202eada',
    'Nobody',
    'keywell',
    `AI${'za'}${'Q3vN8xTz'.repeat(5)}`,
  ])('are not named %j', async (name) => {
    const { members } = start();
    await expect(members.add(name, ['member'], null)).rejects.toMatchObject({
      code: 'invalid-input',
      data: { fields: { name: expect.any(String) } },
    });
    expect(members.list()).toHaveLength(1);
  });

  it('need a role', async () => {
    const { members } = start();
    await expect(members.add('Bo', [], null)).rejects.toMatchObject({
      data: { fields: { roles: expect.any(String) } },
    });
    expect(() => members.update(first(members).id, 'ada', [])).toThrow(/at least one role/);
  });

  it('that are added side by side do not share a name', async () => {
    const { members } = start();
    const added = await Promise.allSettled(
      Array.from({ length: 5 }, () => members.add('Bo', ['member'], null)),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(members.list()).toHaveLength(2);
  });

  it('stay as they were when they cannot be written', async () => {
    const { members, records } = start();
    const bo = await members.add('Bo', ['owner'], null);
    records.failing = true;
    const before = [members.list(), members.acting()];
    expect(() => members.update(bo.id, 'Bob', ['member'])).toThrow();
    expect(() => members.remove(bo.id)).toThrow();
    await expect(members.actAs(bo.id, null)).rejects.toThrow();
    await expect(members.setPasscode(bo.id, null)).rejects.toThrow();
    expect([members.list(), members.acting()]).toEqual(before);
  });
});

describe('the last Owner', () => {
  it('is neither removed nor demoted, by whoever acts', async () => {
    const { members } = start();
    const ada = first(members);
    const bo = await members.add('Bo', ['owner'], null);
    members.update(ada.id, 'ada', ['member']);
    expect(() => members.update(bo.id, 'Bo', ['auditor'])).toThrow(lastOwner);
    expect(() => members.remove(bo.id)).toThrow(lastOwner);
    expect(members.update(bo.id, 'Bodil', ['owner', 'auditor']).roles).toEqual([
      'owner',
      'auditor',
    ]);
  });

  it('may go once there is another', async () => {
    const { members } = start();
    const ada = first(members);
    const bo = await members.add('Bo', ['owner'], null);
    await members.actAs(bo.id, null);
    members.remove(ada.id);
    expect(members.list()).toMatchObject([{ name: 'Bo' }]);
  });

  it('on record is kept, though policy makes another one an Owner for now', () => {
    const ada = member('Ada', ['member'], { account: 'ada' });
    const bo = member('Bo', ['owner']);
    const { members } = start(new MemberRecordsDouble([ada, bo], ada.id), { ada: ['owner'] });
    expect(() => members.remove(bo.id)).toThrow(lastOwner);
    expect(() => members.update(bo.id, 'Bo', ['member'])).toThrow(lastOwner);
  });

  it('in force is kept, though policy only suspends another one', () => {
    const ada = member('Ada', ['owner'], { account: 'ada' });
    const bo = member('Bo', ['owner']);
    const { members } = start(new MemberRecordsDouble([ada, bo], ada.id), { ada: ['auditor'] });
    expect(() => members.remove(bo.id)).toThrow(lastOwner);
    expect(() => members.update(bo.id, 'Bo', ['member'])).toThrow(lastOwner);
  });
});

describe('roles that policy fixes', () => {
  it('are in force, shown as fixed, and cannot be changed here, but the name can', () => {
    const { members, records } = start(undefined, { ada: ['auditor', 'editor'] });
    const ada = first(members);
    expect(ada).toMatchObject({ roles: ['auditor', 'editor'], rolesFixed: true });
    expect(members.acting().permissions).not.toContain('members:manage');
    expect(() => members.update(ada.id, 'ada', ['owner'])).toThrow(/policy file/);
    expect(members.update(ada.id, 'Ada', ['editor', 'auditor'])).toMatchObject({ name: 'Ada' });
    expect(first(start(records).members).roles).toEqual(['owner']);
  });

  it('bound what the account may do, whoever it acts as', async () => {
    const bo = member('Bo', ['owner']);
    const { members } = start(new MemberRecordsDouble([bo], bo.id), { ada: ['member'] });
    expect(members.acting()).toMatchObject({ name: 'Bo', permissions: rolePermissions.member });
    const actor = await members.actAs(bo.id, null);
    expect(actor.permissions).toEqual(rolePermissions.member);
  });

  it('of other accounts do not concern this one', () => {
    const { members } = start(undefined, { bo: ['member'] });
    expect(members.acting().permissions).toEqual(permissions);
  });
});

describe('the acting member', () => {
  it('is not removed, and loses at once what it is demoted from', async () => {
    const { members } = start();
    const ada = first(members);
    await members.add('Bo', ['owner'], null);
    expect(() => members.remove(ada.id)).toThrow(/acting now/);
    members.update(ada.id, 'ada', ['member']);
    expect(members.acting().permissions).toEqual(rolePermissions.member);
  });

  it('goes on acting when it is given a passcode, but not after a restart', {
    timeout: 60_000,
  }, async () => {
    const { members, records } = start();
    const ada = await members.setPasscode(first(members).id, 'tulip');
    expect(members.acting().name).toBe('ada');
    const again = start(records).members;
    expect(again.acting()).toEqual({
      id: 'nobody',
      name: 'Nobody',
      roles: [],
      permissions: ['configs:read'],
    });
    expect(again.actingId).toBeNull();
    await expect(again.actAs(ada.id, null)).rejects.toMatchObject({ code: 'passcode-needed' });
    expect(await again.actAs(ada.id, 'tulip')).toMatchObject({ name: 'ada', permissions });
    expect(again.actingId).toBe(ada.id);
  });

  it('is the one that acted last, after a restart', async () => {
    const { members, records } = start();
    const bo = await members.add('Bo', ['auditor'], null);
    await members.actAs(bo.id, null);
    expect(start(records).members.acting().name).toBe('Bo');
  });

  it('is nobody when a backup that does not know it is brought back', () => {
    const { members, records } = start();
    const bo = member('Bo', ['owner']);
    records.saveMembers([bo], bo.id);
    expect(members.acting().name).toBe('Nobody');
    expect(members.list()).toMatchObject([{ name: 'Bo' }]);
  });

  it('does not become one that was removed while the passcode was looked at', async () => {
    const bo = member('Bo', ['member'], { passcode: cheapHash('tulip') });
    const ada = member('ada', ['owner']);
    const { members, records } = start(new MemberRecordsDouble([ada, bo], ada.id));
    // The try is written down just before the passcode is looked at.
    records.afterSave = () => members.remove(bo.id);
    await expect(members.actAs(bo.id, 'tulip')).rejects.toMatchObject({ code: 'not-found' });
    expect(members.acting().name).toBe('ada');
  });
});

describe('a passcode', () => {
  function withPasscode() {
    const ada = member('ada', ['owner'], { passcode: cheapHash('tulip') });
    const records = new MemberRecordsDouble([ada], ada.id);
    return { id: ada.id, ...start(records) };
  }

  const wrong = { code: 'passcode-wrong' };
  const wait = { code: 'passcode-wait' };

  it('never leaves with the members', () => {
    const { members } = withPasscode();
    expect(Object.keys(first(members)).sort()).toEqual(
      ['account', 'hasPasscode', 'id', 'name', 'roles', 'rolesFixed'].sort(),
    );
  });

  it('that is wrong delays the next try, twice as long each time, up to five minutes', async () => {
    const { members, id, clock } = withPasscode();
    const delays: unknown[] = [];
    for (let n = 0; n < 12; n += 1) {
      const error = await members.actAs(id, 'rose').catch((caught: unknown) => caught);
      expect(error).toMatchObject(wrong);
      const ms = Number(Reflect.get(Object(Reflect.get(Object(error), 'data')), 'retryAfterMs'));
      delays.push(ms / 1_000);
      clock.ms += ms - 1;
      await expect(members.actAs(id, 'tulip')).rejects.toMatchObject({
        ...wait,
        data: { retryAfterMs: 1 },
      });
      clock.ms += 1;
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    expect(await members.actAs(id, 'tulip')).toMatchObject({ name: 'ada' });
  });

  it('that is right makes the next wrong one wait no longer than the first', async () => {
    const { members, id, clock } = withPasscode();
    for (const _ of [1, 2, 3]) {
      await expect(members.actAs(id, 'rose')).rejects.toMatchObject(wrong);
      clock.ms += 10_000;
    }
    await members.actAs(id, 'tulip');
    await expect(members.actAs(id, 'rose')).rejects.toMatchObject({
      ...wrong,
      data: { retryAfterMs: 1_000 },
    });
  });

  it('is not guessed by a burst: of a hundred tries at once only the first is taken', async () => {
    const { members, id } = withPasscode();
    const tries = Array.from({ length: 100 }, (_, n) => members.actAs(id, n < 99 ? 'no' : 'tulip'));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(members.acting().name).toBe('Nobody');
  });

  it('is not guessed by restarting: the delay is on record, also of a try that was cut short', async () => {
    const { members, records, id } = withPasscode();
    let leftBehind = new MemberRecordsDouble();
    records.afterSave = () => {
      leftBehind = new MemberRecordsDouble(records.members(), records.actingMemberId());
    };
    await expect(members.actAs(id, 'rose')).rejects.toMatchObject(wrong);
    await expect(start(leftBehind).members.actAs(id, 'tulip')).rejects.toMatchObject(wait);
    await expect(start(records).members.actAs(id, 'tulip')).rejects.toMatchObject(wait);
  });

  it('is not tried at all when the try cannot be counted', async () => {
    const { members, records, id } = withPasscode();
    records.failing = true;
    for (const passcode of ['rose', 'tulip']) {
      await expect(members.actAs(id, passcode)).rejects.toMatchObject({ code: 'storage-failed' });
    }
    expect(members.acting().name).toBe('Nobody');
  });

  it('locks nobody out because the clock was set back', async () => {
    const { members, id, clock } = withPasscode();
    await expect(members.actAs(id, 'rose')).rejects.toMatchObject(wrong);
    clock.ms -= 365 * 24 * 3_600_000;
    await expect(members.actAs(id, 'tulip')).rejects.toMatchObject({
      ...wait,
      data: { retryAfterMs: 300_000 },
    });
    clock.ms += 300_000;
    expect(await members.actAs(id, 'tulip')).toMatchObject({ name: 'ada' });
  });

  it('that is not given is no try', async () => {
    const { members, id } = withPasscode();
    await expect(members.actAs(id, null)).rejects.toMatchObject({ code: 'passcode-needed' });
    expect(await members.actAs(id, 'tulip')).toMatchObject({ name: 'ada' });
  });

  it('of its own does not come with another member', async () => {
    const { members, id } = withPasscode();
    await members.actAs(id, 'tulip');
    const bo = await members.add('Bo', ['member'], null);
    await members.actAs(bo.id, null);
    await expect(members.actAs(id, null)).rejects.toMatchObject({ code: 'passcode-needed' });
  });
});
