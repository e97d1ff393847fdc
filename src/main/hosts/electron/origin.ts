/** Pages come from here and nowhere else; never from `file:`, whose pages could read the disk. */
export const appScheme = 'app';
const appHost = 'keywell';

/** As Chromium writes the origin of such a page. */
export const appOrigin = `${appScheme}://${appHost}`;

/** Whether a URL is one of our pages or files. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost;
}
