import { navigate } from 'wouter/use-hash-location';
import type { AppCommand } from '#shared/domain/app-command.ts';
import { assertNever } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { hindranceNow } from '../../stores/policy.ts';
import { announceFailure } from '../../ui/notices.ts';
import { openDetails } from '../configurations/details.ts';
import { openNewConfiguration } from '../configurations/dialogs.ts';
import { openDiagnostics } from '../diagnostics/open.ts';
import { focusPrompt } from '../generate/focus-prompt.ts';
import { newConversation } from '../generate/run-commands.ts';
import { closeOverlay, openPalette, openShortcutSheet, useOverlay } from '../palette/open.ts';
import { isDialogOpen } from '../palette/shortcuts.ts';

/**
 * Does what was chosen outside the page. A dialog that is open goes before, since what is typed there would be lost or
 * covered; and as long as the registry cannot be read there is nothing to be shown but the report.
 */
export function carryOut(command: AppCommand): void {
  const isMending = useApp.getState().info?.recovery !== null;
  if (isMending && command.kind !== 'diagnostics') return;
  if (useOverlay.getState().open !== null) closeOverlay();
  else if (isDialogOpen()) return;
  show(command);
}

function show(command: AppCommand): void {
  switch (command.kind) {
    case 'open-page':
      navigate(`/${command.page}`);
      break;
    case 'open-configuration':
      showConfiguration(command.id);
      break;
    case 'new-generation':
      navigate('/generate');
      newConversation();
      focusPrompt();
      break;
    case 'new-configuration':
      createConfiguration();
      break;
    case 'command-palette':
      openPalette();
      break;
    case 'keyboard-shortcuts':
      openShortcutSheet();
      break;
    case 'diagnostics':
      openDiagnostics();
      break;
    default:
      assertNever(command);
  }
}

function createConfiguration(): void {
  const hindrance = hindranceNow('configs:write');
  if (hindrance === null) openNewConfiguration();
  else announceFailure(new Error(hindrance));
}

function showConfiguration(id: string): void {
  navigate('/configurations');
  const { configurations } = useConfigurations.getState();
  if (configurations.some((one) => one.id === id)) openDetails(id);
  else announceFailure(new Error('The configuration of this link is not here. It may be deleted.'));
}
