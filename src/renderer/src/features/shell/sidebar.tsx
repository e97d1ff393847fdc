import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useApp } from '../../stores/app.ts';
import { Mark } from '../../ui/mark.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { vaultWords } from '../keys/vault-words.ts';
import { ActingMember } from './acting-member.tsx';
import { pages } from './pages.tsx';
import classes from './sidebar.module.css';

/** Links to the pages; at the bottom who acts, and how the vault is. Collapsed, it shows icons only. */
export function Sidebar(props: { readonly collapsed: boolean; readonly collapsible: boolean }) {
  const [path] = useLocation();
  return (
    <div className={classes.sidebar} data-collapsed={props.collapsed || undefined}>
      <div className={classes.brand}>
        <Mark size={24} />
        <span className={classes.label}>Keywell</span>
      </div>
      <nav aria-label="Pages" className={classes.pages}>
        {pages.map(({ path: to, title, icon: Icon }) => (
          <Link
            key={to}
            href={to}
            className={classes.entry}
            aria-current={path === to ? 'page' : undefined}
            title={props.collapsed ? title : undefined}
          >
            <Icon size={18} stroke={1.7} aria-hidden="true" />
            <span className={classes.label}>{title}</span>
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
        {props.collapsible && <CollapseButton collapsed={props.collapsed} />}
        <Vault />
        <ActingMember />
      </div>
    </div>
  );
}

function CollapseButton({ collapsed }: { readonly collapsed: boolean }) {
  const updateSettings = useApp((state) => state.updateSettings);
  const Icon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const words = collapsed ? 'Expand sidebar' : 'Collapse sidebar';
  return (
    <button
      type="button"
      className={classes.entry}
      title={collapsed ? words : undefined}
      onClick={() => updateSettings({ sidebarCollapsed: !collapsed }).catch(announceFailure)}
    >
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      <span className={classes.label}>{words}</span>
    </button>
  );
}

function Vault() {
  const vault = useApp((state) => state.vault);
  if (vault === null) return null;
  const { icon: Icon, word, well } = vaultWords(vault);
  return (
    <Link
      href="/settings"
      className={classes.entry}
      title={vault.message}
      data-attention={!well || undefined}
    >
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      <span className={classes.label}>{word}</span>
    </Link>
  );
}
