import { Appearance } from './appearance.tsx';
import { Demo } from './demo.tsx';
import { Logs } from './logs.tsx';
import { Policy } from './policy.tsx';
import { Shortcut } from './shortcut.tsx';
import { Vault } from './vault.tsx';
import { Workspace } from './workspace.tsx';

/** How this window looks, how the vault is, where everything is kept, and what is fixed. */
export function SettingsPage() {
  return (
    <>
      <Appearance />
      <Shortcut />
      <Vault />
      <Workspace />
      <Policy />
      <Logs />
      <Demo />
    </>
  );
}
