import { IconShieldLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PolicyView } from '#shared/domain/policy.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { Fact, Facts } from './facts.tsx';
import classes from './policy-facts.module.css';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What the administrator of this machine has fixed, and where. */
export function PolicyFacts({ policy }: { readonly policy: PolicyView }) {
  const { allowedProviders, allowedHosts } = policy;
  return (
    <>
      <div className={classes.about}>{stateWords(policy)}</div>
      <Facts>
        <Fact term="File">
          <code>{policy.path}</code>
        </Fact>
        {policy.state === 'in-force' && (
          <>
            <Fact term="Providers">
              <Fixed by={allowedProviders}>
                {only(allowedProviders?.map((one) => providerFacts[one].label))}
              </Fixed>
            </Fact>
            <Fact term="Hosts">
              <Fixed by={allowedHosts}>{only(allowedHosts ?? undefined)}</Fixed>
            </Fact>
            <Fact term="Age of a key">
              <Fixed by={policy.maxKeyAgeFixed || null}>
                Warned of after {policy.maxKeyAgeDays.toLocaleString('en')}{' '}
                {policy.maxKeyAgeDays === 1 ? 'day' : 'days'}
              </Fixed>
            </Fact>
            <Fact term="Session-only vault">
              <Fixed by={policy.sessionVaultForbidden || null}>
                {policy.sessionVaultForbidden ? 'Forbidden' : 'Allowed'}
              </Fixed>
            </Fact>
          </>
        )}
      </Facts>
    </>
  );
}

/** Marks what the file says; null where it says nothing. */
function Fixed(props: { readonly by: unknown; readonly children: ReactNode }) {
  if (props.by === null) return props.children;
  return (
    <span className={classes.fixed}>
      <span>{props.children}</span>
      <span className={classes.mark}>
        <IconShieldLock size={14} aria-hidden="true" />
        Fixed by policy
      </span>
    </span>
  );
}

function only(names: readonly string[] | undefined): string {
  if (names === undefined) return 'All are allowed';
  return names.length === 0 ? 'None is allowed' : `Only ${list.format(names)}`;
}

function stateWords({ state, problem }: PolicyView): string {
  switch (state) {
    case 'none':
      return 'There is no policy file. With one, the administrator of this machine can fix roles by OS account, the providers and hosts that may be used, and how old a key may grow.';
    case 'in-force':
      return 'A policy file is in force. What it fixes can be changed by the administrator of this machine alone.';
    case 'rejected':
      return problem ?? 'The policy file was rejected.';
  }
}
