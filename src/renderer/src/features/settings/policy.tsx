import { usePolicy } from '../../stores/policy.ts';
import { PolicyFacts } from '../../ui/policy-facts.tsx';
import { Section } from './section.tsx';

/** What the administrator of this machine has fixed for every workspace on it. */
export function Policy() {
  const policy = usePolicy((state) => state.policy);
  if (policy === null) return null;
  return (
    <Section title="Policy">
      <PolicyFacts policy={policy} />
    </Section>
  );
}
