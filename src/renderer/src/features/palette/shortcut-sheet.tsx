import { useApp } from '../../stores/app.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { closeOverlay, useOverlay } from './open.ts';
import classes from './shortcut-sheet.module.css';
import { modifier } from './shortcuts.ts';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The shortcuts, listed. */
export function ShortcutSheet() {
  const opened = useOverlay((state) => state.open === 'shortcuts');
  const inBrowser = useApp((state) => state.info?.host === 'web');
  return (
    <Dialog opened={opened} onClose={closeOverlay} title="Keyboard shortcuts" size={480}>
      <Section title="Everywhere" shortcuts={everywhere(inBrowser)} />
      <Section title="Generate" shortcuts={onGenerate()} />
      <Section title="Compare" shortcuts={onCompare()} />
      <Section title="Workflows" shortcuts={onWorkflows()} />
      {inBrowser && (
        <p className={classes.note}>
          In a browser tab {modifier()} N opens a browser window, so use Alt N.
        </p>
      )}
    </Dialog>
  );
}

function everywhere(inBrowser: boolean): readonly Shortcut[] {
  return [
    { keys: [`${modifier()} K`], does: 'Open the command palette' },
    { keys: [`${modifier()} N`, 'Alt N'], does: 'New configuration' },
    ...(inBrowser ? [] : inTheMenu()),
    { keys: ['/'], does: 'Go to the page’s search' },
    { keys: ['Esc'], does: 'Close what is open' },
    { keys: ['?'], does: 'Show this list' },
  ];
}

function inTheMenu(): readonly Shortcut[] {
  return [
    { keys: [`${modifier()} G`], does: 'New generation' },
    { keys: [`${modifier()} ,`], does: 'Open the settings' },
  ];
}

function onGenerate(): readonly Shortcut[] {
  return [
    { keys: [`${modifier()} Enter`], does: 'Run' },
    { keys: ['Esc'], does: 'Stop the run' },
  ];
}

function onCompare(): readonly Shortcut[] {
  return [
    { keys: [`${modifier()} Enter`], does: 'Run all' },
    { keys: ['Esc'], does: 'Stop all' },
  ];
}

function onWorkflows(): readonly Shortcut[] {
  return [
    { keys: [`${modifier()} Enter`], does: 'Draft, or revise' },
    { keys: ['Esc'], does: 'Stop the draft' },
    { keys: [`${modifier()} S`], does: 'Save' },
    { keys: ['↑ ↓ ← →'], does: 'Go from step to step in the graph' },
  ];
}

interface SectionProps {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

function Section({ title, shortcuts }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.shortcuts}>
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className={classes.shortcut}>
            <dt>{does}</dt>
            <dd>
              {keys.map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
