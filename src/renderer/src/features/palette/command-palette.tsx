import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { announceFailure } from '../../ui/notices.ts';
import type { Command } from './command.ts';
import { CommandOption } from './command-option.tsx';
import classes from './command-palette.module.css';
import { findCommands } from './find-commands.ts';
import { closeOverlay, useOverlay, yieldFocus } from './open.ts';
import { recentIds, remember } from './recent.ts';

/** Everything by name: type a few letters, press Enter. */
export function CommandPalette() {
  const opened = useOverlay((state) => state.open === 'palette');
  const returnsFocus = useOverlay((state) => state.returnsFocus);
  return (
    <Modal.Root
      opened={opened}
      onClose={closeOverlay}
      returnFocus={returnsFocus}
      size={600}
      padding={0}
      yOffset="12dvh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label="Command palette">
        <Modal.Body>
          <Search />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Search() {
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState(0);
  const [recent] = useState(recentIds);
  const configurations = useConfigurations((state) => state.configurations);
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands are made from the configurations
  const commands = useMemo(() => findCommands(search, recent), [search, recent, configurations]);
  const current = Math.min(selected, commands.length - 1);

  useEffect(() => {
    listRef.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  function look(next: string) {
    setSearch(next);
    setSelected(0);
  }

  function choose(command: Command | undefined) {
    if (command === undefined) return;
    // Closed first, so that the focus is free for whatever the command opens.
    const reopened = perform(command);
    if (reopened !== null) look(reopened);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setSelected((current + step + commands.length) % Math.max(1, commands.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(commands[current]);
    }
  }

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          className={classes.input}
          role="combobox"
          aria-label="Search commands"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={commands.length > 0 ? `${listId}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          placeholder="Go to a page, run with a configuration, or do something…"
          value={search}
          onChange={(event) => look(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd className={classes.key}>Esc</kbd>
      </div>
      <div ref={listRef} id={listId} role="listbox" aria-label="Commands" className={classes.list}>
        {commands.map((command, index) => (
          <CommandOption
            key={command.id}
            id={`${listId}-${index}`}
            command={command}
            selected={index === current}
            onPoint={() => setSelected(index)}
            onChoose={() => choose(command)}
          />
        ))}
      </div>
      <p role="status" className={classes.nothing}>
        {commands.length === 0 && 'Nothing answers to that.'}
      </p>
    </>
  );
}

/** Does it. Resolves to the search to go on with, or null when the palette is done. */
function perform(command: Command): string | null {
  const outcome = command.act();
  if (typeof outcome === 'string') return outcome;
  const close = command.movesFocus ? yieldFocus : closeOverlay;
  if (useOverlay.getState().open === 'palette') close();
  remember(command.id);
  outcome?.catch(announceFailure);
  return null;
}
