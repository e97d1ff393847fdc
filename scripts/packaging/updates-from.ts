import type { Configuration } from 'electron-builder';

type Publishing = Required<Pick<Configuration, 'publish' | 'forceCodeSigning'>>;

/**
 * A package looks for updates only if whoever builds it names where they are; such a one is signed or not built at
 * all, because an app that replaces itself must be able to tell who made what it downloads. By default there is no
 * place to look.
 */
export function updatesFrom(url: string | undefined): Publishing {
  if (url === undefined || url === '') return { publish: null, forceCodeSigning: false };
  if (!url.startsWith('https://')) {
    throw new Error('KEYWELL_UPDATE_URL must be an https address.');
  }
  return { publish: [{ provider: 'generic', url }], forceCodeSigning: true };
}
