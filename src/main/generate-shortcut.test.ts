import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '#shared/domain/settings.ts';
import type { Desktop } from './desktop.ts';
import { GenerateShortcut } from './generate-shortcut.ts';

/** A desktop that refuses what it is told to. */
function setUp(given: { set?: string; refuses?: Record<string, 'taken' | 'invalid'> } = {}) {
  let settings: Settings = { ...defaultSettings, generateShortcut: given.set ?? null };
  let inUse: string | null = null;
  const announced: string[] = [];
  const desktop: Pick<Desktop, 'takeShortcut'> = {
    takeShortcut(accelerator) {
      const refusal = given.refuses?.[accelerator ?? ''];
      if (refusal !== undefined) return refusal;
      inUse = accelerator;
      return 'in-use';
    },
  };
  const registry = {
    settings: () => settings,
    updateSettings: (changes: Partial<Settings>) => {
      settings = { ...settings, ...changes };
      return settings;
    },
  };
  const shortcut = new GenerateShortcut({
    desktop,
    registry,
    events: { broadcast: (event) => announced.push(event) },
  });
  return { shortcut, announced, settings: () => settings, inUse: () => inUse };
}

describe('the shortcut for Generate', () => {
  it('is off until it is set, and off again when it is taken away', () => {
    const { shortcut, announced, settings, inUse } = setUp();
    shortcut.begin();
    expect([inUse(), shortcut.status().accelerator]).toEqual([null, null]);
    expect(shortcut.set('Control+Shift+K')).toEqual({
      accelerator: 'Control+Shift+K',
      problem: null,
    });
    expect([inUse(), settings().generateShortcut]).toEqual(['Control+Shift+K', 'Control+Shift+K']);
    shortcut.set(null);
    expect([inUse(), settings().generateShortcut]).toEqual([null, null]);
    expect(announced).toEqual(['settings.changed', 'settings.changed']);
  });

  it('is taken at the next start', () => {
    const { shortcut, inUse } = setUp({ set: 'Alt+Space' });
    shortcut.begin();
    expect(inUse()).toBe('Alt+Space');
  });

  it('that another program has taken since stays set, and says so until it is changed', () => {
    const { shortcut } = setUp({ set: 'Alt+Space', refuses: { 'Alt+Space': 'taken' } });
    shortcut.begin();
    expect(shortcut.status()).toEqual({
      accelerator: 'Alt+Space',
      problem: expect.stringContaining('Another program has this'),
    });
    expect(shortcut.set('Control+Alt+G').problem).toBeNull();
  });

  it.each([
    ['taken', 'Control+Shift+T', /Another program/],
    ['invalid', 'Control+Shift+X', /does not know/],
    ['one of every program', 'Control+C', /two modifiers/],
    ['no combination', 'rm -rf', /Hold/],
  ])('that is %s is refused in words, and the one before stays', (_, accelerator, sentence) => {
    const refuses = { 'Control+Shift+T': 'taken', 'Control+Shift+X': 'invalid' } as const;
    const { shortcut, settings, inUse } = setUp({ set: 'Alt+Space', refuses });
    shortcut.begin();
    expect(() => shortcut.set(accelerator)).toThrow(sentence);
    expect([inUse(), settings().generateShortcut]).toEqual(['Alt+Space', 'Alt+Space']);
  });

  it('is not to be had in a browser, which says why', () => {
    const { settings } = setUp();
    const registry = { settings, updateSettings: settings };
    const inBrowser = new GenerateShortcut({
      desktop: null,
      registry,
      events: { broadcast: () => undefined },
    });
    inBrowser.begin();
    expect(() => inBrowser.status()).toThrow(/window of its own/);
    expect(() => inBrowser.set(null)).toThrow(/window of its own/);
  });
});
