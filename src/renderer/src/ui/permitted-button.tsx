import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { Permission } from '#shared/domain/member.ts';
import { useHindrance } from '../stores/policy.ts';

/**
 * A button for what needs `needs`. Where that is not to be had it can be reached and not pressed, and says why: on
 * hover, on focus, and to a screen reader.
 */
export function PermittedButton({
  needs,
  onClick,
  ...rest
}: ButtonProps & { readonly needs: Permission; readonly onClick: () => void }) {
  const hindrance = useHindrance(needs);
  if (hindrance === null) return <Button {...rest} onClick={onClick} />;
  return (
    <Tooltip label={hindrance} events={{ hover: true, focus: true, touch: true }}>
      <Button {...rest} data-disabled aria-disabled="true" aria-description={hindrance} />
    </Tooltip>
  );
}
