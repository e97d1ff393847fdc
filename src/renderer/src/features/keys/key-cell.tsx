import {
  IconAlertTriangle,
  IconClockExclamation,
  IconCopy,
  IconKey,
  IconKeyOff,
  type IconProps,
  IconRosetteDiscountCheck,
  IconShieldOff,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { KeyView } from '#shared/domain/key.ts';
import { noHint } from '#shared/domain/rules/key-rules.ts';
import { daysInWords } from './key-age.ts';
import classes from './key-cell.module.css';
import { useKeyAge } from './use-key-age.ts';

/** Somebody else with the same key. */
interface Named {
  readonly name: string;
}

/** The state of a key in a few words. Its hint is all of the key that there is to show. */
export function KeyCell(props: {
  readonly view: KeyView;
  /** Given in a list, where a cell also says what is remarkable about the key. */
  readonly sharedWith?: readonly Named[];
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
          <Hint hint={view.hint ?? noHint} />
          {view.sessionOnly && <span className={classes.note}>session</span>}
          {sharedWith !== undefined && <Remarks view={view} sharedWith={sharedWith} />}
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
  const isShort = hint === noHint;
  return (
    <>
      <span className={classes.hint} aria-hidden="true">
        {isShort ? hint : `····${hint}`}
      </span>
      <span className={classes.unseen}>{isShort ? 'Short key' : `Key ending in ${hint}`}</span>
    </>
  );
}

function Remarks(props: { readonly view: KeyView; readonly sharedWith: readonly Named[] }) {
  const { view, sharedWith } = props;
  const age = useKeyAge(view.setAt);
  return (
    <>
      {view.approvedAt !== null && (
        <Mark icon={IconRosetteDiscountCheck} words={approval(view)} tone="well" />
      )}
      {sharedWith.length > 0 && (
        <Mark icon={IconCopy} words={sharedWords(sharedWith)} tone="attention" />
      )}
      {age?.isOld && (
        <span
          className={classes.note}
          title={`Past the limit of ${daysInWords(age.limit ?? 0)}. Replace it.`}
        >
          <IconClockExclamation size={14} aria-hidden="true" />
          {daysInWords(age.days)} old
        </span>
      )}
    </>
  );
}

/** An icon whose words come on hover, and to whoever listens. */
function Mark(props: {
  readonly icon: ComponentType<IconProps>;
  readonly words: string;
  readonly tone: 'well' | 'attention';
}) {
  const Icon = props.icon;
  return (
    <span className={classes.mark} data-tone={props.tone} title={props.words}>
      <Icon size={14} aria-hidden="true" />
      <span className={classes.unseen}>{props.words}</span>
    </span>
  );
}

function sharedWords(others: readonly Named[]): string {
  const named = others
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
  return `Same key as ${named}${others.length > 3 ? ` and ${others.length - 3} more` : ''}`;
}

function approval({ approvedAt, approvedBy }: KeyView): string {
  const by = approvedBy === null ? '' : ` by ${approvedBy}`;
  return approvedAt === null ? '' : `Approved${by} on ${dateOf(approvedAt)}`;
}

function provenance({ setAt, setBy, lastVerifiedAt }: KeyView): string {
  const parts = [
    setAt === null ? null : `Set on ${dateOf(setAt)}${setBy === null ? '' : ` by ${setBy}`}.`,
    lastVerifiedAt === null ? 'Never verified.' : `Last verified on ${dateOf(lastVerifiedAt)}.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

function dateOf(at: string): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium' });
}
