import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** `CHROMIUM_PATH`, or the system's Chromium; Playwright's own build where there is neither. */
export function chromiumOptions(): LaunchOptions {
  const path = process.env.CHROMIUM_PATH ?? usualPlaces.find((place) => existsSync(place));
  return {
    ...(path !== undefined && { executablePath: path }),
    // Nothing but what a spec does shall touch the network.
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  };
}
