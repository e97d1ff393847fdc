import { Appearance } from './appearance.tsx';
import { Demo } from './demo.tsx';
import { Vault } from './vault.tsx';
import { Workspace } from './workspace.tsx';

/** How this window looks, how the vault is, and where everything is kept. */
export function SettingsPage() {
  return (
    <>
      <Appearance />
      <Vault />
      <Workspace />
      <Demo />
    </>
  );
}
