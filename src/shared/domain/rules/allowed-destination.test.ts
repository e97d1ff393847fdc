import { describe, expect, it } from 'vitest';
import { destinationProblems } from './allowed-destination.ts';

const openai = { provider: 'openai', baseUrl: null } as const;
const anywhere = { allowedProviders: null, allowedHosts: null };

describe('where policy lets requests go', () => {
  it('is anywhere, as long as it says nothing', () => {
    expect(destinationProblems(anywhere, openai)).toEqual({});
  });

  it('names the provider that it does not allow', () => {
    const problems = destinationProblems({ ...anywhere, allowedProviders: ['ollama'] }, openai);
    expect(problems).toEqual({ provider: expect.stringContaining('does not allow OpenAI.') });
  });

  it("judges the provider's own host where no base URL is given", () => {
    const only = (host: string) => ({ ...anywhere, allowedHosts: [host] });
    expect(destinationProblems(only('api.openai.com'), openai)).toEqual({});
    expect(destinationProblems(only('llm.example.com'), openai)).toEqual({
      baseUrl: expect.stringContaining('the host api.openai.com.'),
    });
  });

  it('leaves a URL that is none to the rules of configurations', () => {
    const custom = { provider: 'custom', baseUrl: 'not a URL' } as const;
    expect(destinationProblems({ ...anywhere, allowedHosts: [] }, custom)).toEqual({});
  });
});
