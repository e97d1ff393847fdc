/** Where policy lets requests go. Pure, so that the form says beforehand what main would refuse. */
import { isAllowedHost } from './allowed-hosts.ts';
import { requestBaseUrl } from './endpoint.ts';
import { type ProviderId, providerFacts } from './providers.ts';

/** What policy allows; null where it does not say. */
interface Allowed {
  readonly allowedProviders: readonly ProviderId[] | null;
  readonly allowedHosts: readonly string[] | null;
}

/** Field → sentence for a provider or a host that policy does not allow; empty where it allows both. */
export function destinationProblems(
  { allowedProviders, allowedHosts }: Allowed,
  { provider, baseUrl }: { readonly provider: ProviderId; readonly baseUrl: string | null },
): { readonly provider?: string; readonly baseUrl?: string } {
  if (allowedProviders !== null && !allowedProviders.includes(provider)) {
    return {
      provider: `The policy of this machine does not allow ${providerFacts[provider].label}. Choose another provider.`,
    };
  }
  const url = requestBaseUrl(provider, baseUrl);
  // Without a usable URL no request can go out; the rules of configurations say what is wrong with it.
  if (allowedHosts === null || url === null) return {};
  const host = new URL(url).hostname;
  if (isAllowedHost(host, allowedHosts)) return {};
  return {
    baseUrl: `The policy of this machine does not allow the host ${host}. Use one that it allows.`,
  };
}
