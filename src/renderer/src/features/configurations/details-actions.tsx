import type { Action } from '../../ui/action.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import classes from './details.module.css';

/** The same as in the row's menu, as buttons. */
export function DetailsActions(props: { readonly actions: readonly Action[] }) {
  if (props.actions.length === 0) return null;
  return (
    <div className={classes.actions}>
      {props.actions.map(({ label, icon: Icon, needs, loses, act }) => (
        <PermittedButton
          key={label}
          needs={needs}
          size="compact-sm"
          variant="default"
          {...(loses ? { className: classes.loses } : {})}
          leftSection={<Icon size={14} aria-hidden="true" />}
          onClick={act}
        >
          {label}
        </PermittedButton>
      ))}
    </div>
  );
}
