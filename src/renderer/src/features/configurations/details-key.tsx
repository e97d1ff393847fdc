import {
  IconAlertTriangle,
  IconClockExclamation,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { KeyView } from '#shared/domain/key.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { daysInWords } from '../keys/key-age.ts';
import { KeyCell } from '../keys/key-cell.tsx';
import { useKeyAge } from '../keys/use-key-age.ts';
import { keyActions } from './configuration-actions.ts';
import classes from './details.module.css';
import { openDetails } from './details.ts';
import { DetailsActions } from './details-actions.tsx';
import { DetailsSection } from './details-section.tsx';
import { groupOf, keyGroups, othersOf } from './shared-keys.ts';

/** What is known of a key: all but the key. */
export function DetailsKey({ configuration }: { readonly configuration: ConfigurationView }) {
  const { key } = configuration;
  const notice = noticeOf(key);
  return (
    <DetailsSection title="Key">
      {notice !== null && (
        <p className={classes.notice}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{notice}</span>
        </p>
      )}
      <Facts>
        <Fact term="State">{key.status === 'stored' ? placeOf(key) : <KeyCell view={key} />}</Fact>
        {key.setAt !== null && <StoredFacts configuration={configuration} setAt={key.setAt} />}
      </Facts>
      <DetailsActions actions={keyActions(configuration)} />
    </DetailsSection>
  );
}

function StoredFacts(props: { readonly configuration: ConfigurationView; readonly setAt: string }) {
  const { configuration, setAt } = props;
  const { key } = configuration;
  return (
    <>
      <Fact term="Hint">
        <KeyCell view={{ ...key, status: 'stored', sessionOnly: false }} />
      </Fact>
      <Fact term="Fingerprint">
        <code>{key.fingerprint}</code>
        <span className={classes.explained}>
          Equal keys have equal fingerprints. Nothing else can be learned from it.
        </span>
      </Fact>
      <Fact term="Set">
        <RelativeTime at={setAt} />
        {key.setBy !== null && ` by ${key.setBy}`}
      </Fact>
      <Fact term="Age">
        <Age setAt={setAt} />
      </Fact>
      <Fact term="Last verified">
        <TimeOr at={key.lastVerifiedAt}>Never</TimeOr>
      </Fact>
      <Fact term="Last used">
        <TimeOr at={key.lastUsedAt}>Never</TimeOr>
      </Fact>
      <Fact term="Approved">
        <Approval view={key} />
      </Fact>
      <SameKey configuration={configuration} />
    </>
  );
}

function Age({ setAt }: { readonly setAt: string }) {
  const age = useKeyAge(setAt);
  if (age === null) return null;
  if (!age.isOld) return daysInWords(age.days);
  return (
    <span className={classes.attention}>
      <IconClockExclamation size={16} aria-hidden="true" />
      {daysInWords(age.days)}, past the limit of {daysInWords(age.limit ?? 0)}
    </span>
  );
}

function Approval({ view }: { readonly view: KeyView }) {
  if (view.approvedAt === null) return <span className={classes.unset}>Not approved</span>;
  return (
    <span className={classes.approved}>
      <IconRosetteDiscountCheck size={16} aria-hidden="true" />
      <span>
        <RelativeTime at={view.approvedAt} />
        {view.approvedBy !== null && ` by ${view.approvedBy}`}
      </span>
    </span>
  );
}

/** More than this are counted, not named. */
const mostNamed = 20;

function SameKey({ configuration }: { readonly configuration: ConfigurationView }) {
  const all = useConfigurations((state) => state.configurations);
  const others = useMemo(
    () => othersOf(configuration.id, groupOf(configuration, keyGroups(all))),
    [configuration, all],
  );
  if (others.length === 0) return null;
  return (
    <Fact term="Same key as">
      <ul className={classes.names}>
        {others.slice(0, mostNamed).map(({ id, name }) => (
          <li key={id}>
            <button type="button" className={classes.link} onClick={() => openDetails(id)}>
              {name}
            </button>
          </li>
        ))}
        {others.length > mostNamed && (
          <li>and {(others.length - mostNamed).toLocaleString('en')} more</li>
        )}
      </ul>
    </Fact>
  );
}

function TimeOr(props: { readonly at: string | null; readonly children: ReactNode }) {
  if (props.at === null) return <span className={classes.unset}>{props.children}</span>;
  return <RelativeTime at={props.at} />;
}

function placeOf({ sessionOnly }: KeyView): string {
  return sessionOnly ? 'Held in memory, for this session only' : 'Stored in the keychain';
}

/** What a person must know before anything else. */
function noticeOf({ status, sessionOnly }: KeyView): string | null {
  switch (status) {
    case 'needs-reentry':
      return 'The encryption key changed, so this key cannot be opened any more. Nothing was deleted. Enter it again.';
    case 'unavailable':
      return 'The keychain cannot be read now. The key is still there; Settings says what to do.';
    case 'absent':
      return 'This configuration cannot be run until a key is set.';
    case 'stored':
      return sessionOnly
        ? 'This key is kept in memory only and is gone when Keywell closes.'
        : null;
    case 'not-required':
      return null;
  }
}
