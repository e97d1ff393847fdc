import { z } from 'zod';
import { actorSchema, memberSchema, roles } from '../../domain/member.ts';
import { policyViewSchema } from '../../domain/policy.ts';
import { defineRoute } from '../define.ts';

const id = z.uuid();
const name = z.string().max(500);
const memberRoles = z.array(z.enum(roles)).max(roles.length);
const passcode = z.string().max(1_000).nullable();

export const memberRoutes = {
  ...defineRoute({
    name: 'members.list',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({
      members: z.array(memberSchema),
      /** Null while nobody acts: the member who acted last has a passcode, which was not entered since Keywell started. */
      actingId: z.uuid().nullable(),
    }),
  }),
  ...defineRoute({
    name: 'members.add',
    permission: 'members:manage',
    input: z.strictObject({ name, roles: memberRoles, passcode }),
    output: memberSchema,
  }),
  /** Refused for the last Owner's own Owner role, and for roles that policy fixes. */
  ...defineRoute({
    name: 'members.update',
    permission: 'members:manage',
    input: z.strictObject({ id, name, roles: memberRoles }),
    output: memberSchema,
  }),
  /** Null takes the passcode away. */
  ...defineRoute({
    name: 'members.setPasscode',
    permission: 'members:manage',
    input: z.strictObject({ id, passcode }),
    output: memberSchema,
  }),
  ...defineRoute({
    name: 'members.remove',
    permission: 'members:manage',
    input: z.strictObject({ id }),
    output: z.null(),
  }),
  /** Switches the acting member. Each wrong passcode makes the next try wait longer. */
  ...defineRoute({
    name: 'members.actAs',
    permission: 'configs:read',
    input: z.strictObject({ id, passcode }),
    output: actorSchema,
  }),
  ...defineRoute({
    name: 'policy.get',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: policyViewSchema,
  }),
};
