import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import type { Command } from './command.ts';
import classes from './command-palette.module.css';

interface CommandOptionProps {
  readonly id: string;
  readonly command: Command;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

/** One line of the palette. The search field has the focus; keys are dealt with there. */
export function CommandOption(props: CommandOptionProps) {
  const { id, command, selected, onPoint, onChoose } = props;
  const { icon: Icon, title, detail, simulated, shortcut, group } = command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={classes.option}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Icon size={18} stroke={1.5} aria-hidden="true" className={classes.icon} />
      <span className={classes.title}>{title}</span>
      {simulated === true && <SimulatedMark />}
      <span className={classes.detail}>{detail ?? (group === 'Pages' ? 'Page' : '')}</span>
      {shortcut !== undefined && <kbd className={classes.key}>{shortcut}</kbd>}
    </div>
  );
}
