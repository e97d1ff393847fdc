import type { Page } from 'playwright';

/** A configuration that needs no key: what is looked at is the page. */
export async function register(
  page: Page,
  given: { readonly name: string; readonly baseUrl: string; readonly model?: string },
): Promise<void> {
  const fields = {
    provider: 'custom',
    model: 'keystone-1',
    authentication: 'none',
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength: null,
    keepAlive: null,
    openaiApi: 'responses',
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
    ...given,
  };
  const answer: unknown = await page.evaluate(
    async (body) => {
      const response = await fetch('/api/request', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-keywell-client': crypto.randomUUID() },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    { route: 'configurations.create', input: { fields } },
  );
  const made = answer instanceof Object && 'ok' in answer && answer.ok === true;
  if (!made) throw new Error(`The configuration could not be made: ${JSON.stringify(answer)}`);
}
