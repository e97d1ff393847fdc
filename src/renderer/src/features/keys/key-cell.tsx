import {
  IconAlertTriangle,
  IconCopy,
  IconKey,
  IconKeyOff,
  type IconProps,
  IconShieldOff,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { KeyView } from '#shared/domain/key.ts';
import classes from './key-cell.module.css';

/** The state of a key in a few words. Its hint is all of the key that there is to show. */
export function KeyCell(props: {
  readonly view: KeyView;
  /** Names of other configurations with the same key. */
  readonly sharedWith: readonly string[];
}) {
  const { view, sharedWith } = props;
  switch (view.status) {
    case 'not-required':
      return <span className={classes.cell}>Not required</span>;
    case 'absent':
      return (
        <Cell icon={IconKeyOff} tone="attention">
          No key
        </Cell>
      );
    case 'needs-reentry':
      return (
        <Cell icon={IconAlertTriangle} tone="attention">
          Needs re-entry
        </Cell>
      );
    case 'unavailable':
      return (
        <Cell icon={IconShieldOff} tone="attention">
          Keychain unavailable
        </Cell>
      );
    case 'stored':
      return (
        <Cell icon={IconKey} tone="plain" title={provenance(view)}>
          <Hint hint={view.hint ?? '····'} />
          {view.sessionOnly && <span className={classes.note}>session</span>}
          {sharedWith.length > 0 && <Shared names={sharedWith} />}
        </Cell>
      );
  }
}

function Cell(props: {
  readonly icon: ComponentType<IconProps>;
  readonly tone: 'plain' | 'attention';
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <span className={classes.cell} data-tone={props.tone} title={props.title}>
      <Icon size={16} aria-hidden="true" />
      {props.children}
    </span>
  );
}

/** Dots are read out as nothing, or one by one: in words for whoever listens. */
function Hint({ hint }: { readonly hint: string }) {
  return (
    <>
      <span className={classes.hint} aria-hidden="true">
        ····{hint}
      </span>
      <span className={classes.unseen}>Key ending in {hint}</span>
    </>
  );
}

function Shared({ names }: { readonly names: readonly string[] }) {
  const words = `Same key as ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  return (
    <span className={classes.note} title={words}>
      <IconCopy size={14} aria-hidden="true" />
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}

function provenance({ setAt, setBy, lastVerifiedAt }: KeyView): string {
  const when = (at: string) => new Date(at).toLocaleString('en', { dateStyle: 'medium' });
  const parts = [
    setAt === null ? null : `Set on ${when(setAt)}${setBy === null ? '' : ` by ${setBy}`}.`,
    lastVerifiedAt === null ? 'Never verified.' : `Last verified on ${when(lastVerifiedAt)}.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}
