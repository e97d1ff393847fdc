import {
  IconDownload,
  IconKeyboard,
  IconMoon,
  IconPencil,
  IconPlayerStop,
  IconPlus,
  IconReportAnalytics,
  IconShieldCheck,
  IconTargetArrow,
  IconTargetOff,
  IconTestPipe,
  IconUserShare,
} from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import type { Permission } from '#shared/domain/member.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { hindranceNow } from '../../stores/policy.ts';
import { useRuns } from '../../stores/runs.ts';
import { announce, announceFailure, attempt } from '../../ui/notices.ts';
import { openNewConfiguration } from '../configurations/dialogs.ts';
import { openDiagnostics } from '../diagnostics/open.ts';
import { askWhatToPull } from '../local-models/pull-draft.ts';
import { pages } from '../shell/pages.tsx';
import { openActAs } from '../team/dialogs.ts';
import type { Command } from './command.ts';
import { openShortcutSheet } from './open.ts';
import { modifier } from './shortcuts.ts';

/** The pages, and what can be done now, whatever the configurations are. */
export function fixedCommands(): readonly Command[] {
  return [...pageCommands(), ...actions()];
}

function pageCommands(): readonly Command[] {
  return pages.map(({ path, title, icon }) => ({
    id: `page:${path}`,
    group: 'Pages',
    title,
    keywords: 'go to page',
    icon,
    act: () => {
      navigate(path);
      return undefined;
    },
  }));
}

function actions(): readonly Command[] {
  const { configurations, effectiveDefault, setDefault, startDemo, endDemo } =
    useConfigurations.getState();
  const { runs, shownId, stop } = useRuns.getState();
  const anySimulated = configurations.some((one) => one.simulated);
  const group = 'Actions';

  const all: (Command & { readonly when?: boolean; readonly needs?: Permission })[] = [
    {
      id: 'stop',
      group,
      title: 'Stop the run',
      icon: IconPlayerStop,
      shortcut: 'Esc',
      when: shownId !== null && runs[shownId]?.outcome === null,
      act: () => (shownId === null ? undefined : stop(shownId)),
    },
    {
      id: 'new-configuration',
      group,
      title: 'New configuration',
      keywords: 'create add provider',
      icon: IconPlus,
      shortcut: `${modifier()} N`,
      needs: 'configs:write',
      act: () => {
        openNewConfiguration();
        return undefined;
      },
    },
    {
      id: 'edit-configuration',
      group,
      title: 'Edit a configuration…',
      keywords: 'change',
      icon: IconPencil,
      when: configurations.length > 0,
      needs: 'configs:write',
      act: () => 'edit ',
    },
    {
      id: 'set-default',
      group,
      title: 'Set the default…',
      keywords: 'switch choose configuration',
      icon: IconTargetArrow,
      when: configurations.length > 0,
      needs: 'configs:write',
      act: () => 'default ',
    },
    {
      id: 'clear-default',
      group,
      title: 'Clear default',
      icon: IconTargetOff,
      when: effectiveDefault?.reason === 'marked',
      needs: 'configs:write',
      act: () => attempt(() => setDefault(null), 'No configuration is marked as default now.'),
    },
    {
      id: 'pull-model',
      group,
      title: 'Pull a model…',
      keywords: 'ollama download local install',
      movesFocus: true,
      icon: IconDownload,
      needs: 'configs:write',
      act: () => {
        askWhatToPull();
        return undefined;
      },
    },
    {
      id: 'theme',
      group,
      title: 'Toggle theme',
      keywords: 'dark light mode appearance',
      icon: IconMoon,
      act: toggleTheme,
    },
    {
      id: 'act-as',
      group,
      title: 'Act as somebody else…',
      keywords: 'switch member user passcode',
      icon: IconUserShare,
      act: () => {
        openActAs();
        return undefined;
      },
    },
    {
      id: 'keychain',
      group,
      title: 'Check keychain',
      keywords: 'vault keys status',
      icon: IconShieldCheck,
      act: checkKeychain,
    },
    {
      id: 'start-demo',
      group,
      title: 'Try the demo',
      keywords: 'simulated example',
      icon: IconTestPipe,
      when: !anySimulated,
      needs: 'configs:write',
      act: () => attempt(startDemo, 'The simulated configurations are there.'),
    },
    {
      id: 'end-demo',
      group,
      title: 'End the demo',
      keywords: 'remove simulated configurations',
      icon: IconTestPipe,
      when: anySimulated,
      needs: 'configs:delete',
      act: () => attempt(endDemo, 'The simulated configurations are gone.'),
    },
    {
      id: 'diagnostics',
      group,
      title: 'Diagnostics report…',
      keywords: 'log fault bug help versions',
      icon: IconReportAnalytics,
      act: () => {
        openDiagnostics();
        return undefined;
      },
    },
    {
      id: 'shortcuts',
      group,
      title: 'Keyboard shortcuts',
      keywords: 'help keys',
      icon: IconKeyboard,
      shortcut: '?',
      act: () => {
        openShortcutSheet();
        return undefined;
      },
    },
  ];
  return all.filter(
    ({ when, needs }) => when !== false && (!needs || hindranceNow(needs) === null),
  );
}

async function toggleTheme(): Promise<void> {
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark';
  const theme = dark ? 'light' : 'dark';
  await attempt(() => useApp.getState().updateSettings({ theme }), `The ${theme} theme is on.`);
}

async function checkKeychain(): Promise<void> {
  try {
    await useApp.getState().checkVault();
    const vault = useApp.getState().vault;
    if (vault !== null) announce(vault.message);
  } catch (error) {
    announceFailure(error);
  }
}
