import { IconShieldLock } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { PolicyView } from '#shared/domain/policy.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { usePolicy } from '../../stores/policy.ts';
import page from './team-page.module.css';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What the administrator of this machine has fixed, and where. */
export function PolicyFacts() {
  const id = useId();
  const policy = usePolicy((state) => state.policy);
  if (policy === null) return null;
  return (
    <section aria-labelledby={id} className={page.section}>
      <h2 id={id} className={page.heading}>
        Policy of this machine
      </h2>
      <p className={page.about}>{stateWords(policy)}</p>
      <dl className={page.facts}>
        <dt>File</dt>
        <dd>
          <code className={page.path}>{policy.path}</code>
        </dd>
        {policy.state === 'in-force' && <Facts policy={policy} />}
      </dl>
    </section>
  );
}

function Facts({ policy }: { readonly policy: PolicyView }) {
  const { allowedProviders, allowedHosts } = policy;
  return (
    <>
      <Fact name="Providers" fixed={allowedProviders !== null}>
        {allowedProviders === null
          ? 'All are allowed'
          : only(allowedProviders.map((one) => providerFacts[one].label))}
      </Fact>
      <Fact name="Hosts of base URLs" fixed={allowedHosts !== null}>
        {allowedHosts === null ? 'All are allowed' : only(allowedHosts)}
      </Fact>
      <Fact name="Age of a key" fixed={policy.maxKeyAgeFixed}>
        Warned of after {policy.maxKeyAgeDays.toLocaleString('en')}{' '}
        {policy.maxKeyAgeDays === 1 ? 'day' : 'days'}
      </Fact>
      <Fact name="Session-only vault" fixed={policy.sessionVaultForbidden}>
        {policy.sessionVaultForbidden ? 'Forbidden' : 'Allowed'}
      </Fact>
    </>
  );
}

function Fact(props: {
  readonly name: string;
  readonly fixed: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        <span>
          {props.children}
          {props.fixed && '. Fixed by policy'}
        </span>
        {props.fixed && <IconShieldLock size={16} aria-hidden="true" />}
      </dd>
    </>
  );
}

function only(names: readonly string[]): string {
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
