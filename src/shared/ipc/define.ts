import type { z } from 'zod';
import type { Permission } from '../domain/member.ts';

export interface RouteDefinition<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: Name;
  /** What the acting member must hold; checked by the router before the input is read. */
  readonly permission: Permission;
  readonly input: Input;
  /** The type of the answer. It is not parsed at run time, since main is trusted; tests walk it for places where a key could hide. */
  readonly output: Output;
}

/**
 * Declares a route.
 *
 * @example
 * defineRoute({
 *   name: 'configurations.delete',
 *   permission: 'configs:delete',
 *   input: z.strictObject({ id: z.uuid() }),
 *   output: z.null(),
 * })
 */
export function defineRoute<
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
>(
  definition: RouteDefinition<Name, Input, Output>,
): { readonly [K in Name]: RouteDefinition<Name, Input, Output> } {
  return { [definition.name]: definition } as {
    readonly [K in Name]: RouteDefinition<Name, Input, Output>;
  };
}
