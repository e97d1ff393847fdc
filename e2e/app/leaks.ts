import type { Page } from '@playwright/test';
import type { Canary, Finding } from '../canary.ts';
import type { Keywell } from './keywell.ts';

/** Searches every place where a key could have been left behind while Keywell runs. */
export async function findLeaks(keywell: Keywell, canary: Canary): Promise<readonly Finding[]> {
  const { page } = keywell;
  const places: Readonly<Record<string, string>> = {
    'what the host printed': keywell.printed,
    'what the page received': await keywell.received(),
    'the console of the page': keywell.consoleText,
    'the document': await page.content(),
    'the fields of the document': await page.evaluate(fieldValues),
    'the address': page.url(),
    'local storage': await page.evaluate(() => JSON.stringify({ ...localStorage })),
    'session storage': await page.evaluate(() => JSON.stringify({ ...sessionStorage })),
    'the history entry': await page.evaluate(() => JSON.stringify(history.state)),
    IndexedDB: await page.evaluate(databaseContents),
    cookies: JSON.stringify(await page.context().cookies()),
    'cached responses': await cachedResponses(page),
  };
  return [
    ...(await canary.searchFolder(keywell.dataFolder)),
    ...Object.entries(places).flatMap(([where, text]) => canary.searchText(text, where)),
  ];
}

/** What stands in fields is a property, and not part of the document's text. Runs in the page. */
function fieldValues(): string {
  const fields = document.querySelectorAll<HTMLInputElement>('input, textarea, select');
  return [...fields].map(({ value }) => value).join('\n');
}

/** Runs in the page. */
async function databaseContents(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const contents: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const reading = database.transaction(store).objectStore(store);
      contents.push(name, store, await done(reading.getAllKeys()), await done(reading.getAll()));
    }
    database.close();
  }
  return JSON.stringify(contents);
}

function cachedResponses(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const response of await cache.matchAll()) texts.push(await response.text());
    }
    return texts.join('\n');
  });
}
