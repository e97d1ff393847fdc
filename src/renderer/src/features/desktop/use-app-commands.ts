import { useEffect } from 'react';
import { create } from 'zustand';
import type { AppCommand } from '#shared/domain/app-command.ts';
import { on } from '../../api/client.ts';

/** What was chosen outside the page and is not carried out yet: it may come before the page is ready. */
const useWaiting = create<{ readonly commands: readonly AppCommand[] }>()(() => ({ commands: [] }));

on('app.command', (command) =>
  useWaiting.setState(({ commands }) => ({ commands: [...commands, command] })),
);

/** Carries out what is chosen outside the page: in the menu or the tray, with the global shortcut, by a link. */
export function useAppCommands(): void {
  const commands = useWaiting((state) => state.commands);
  useEffect(() => {
    if (commands.length === 0) return;
    useWaiting.setState({ commands: [] });
    void import('./carry-out.ts').then(({ carryOut }) => commands.forEach(carryOut));
  }, [commands]);
}
