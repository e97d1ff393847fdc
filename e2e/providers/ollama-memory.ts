import type { LoadedOllamaModel } from './ollama-answers.ts';
import type { OllamaModel } from './ollama-models.ts';

/** What a server has in memory, by name. */
export class OllamaMemory extends Map<string, LoadedOllamaModel> {
  /** What `keep_alive` asks for; 0 unloads. */
  keep(model: OllamaModel, keepAlive: string | number | undefined): 'load' | 'unload' {
    const ms = keepAliveMs(keepAlive);
    if (ms === 0) {
      this.delete(model.name);
      return 'unload';
    }
    this.set(model.name, {
      model,
      size: Math.round(model.size * 1.25),
      sizeVram: model.size,
      contextLength: 4_096,
      expiresAt: ms === null ? null : Date.now() + ms,
    });
    return 'load';
  }

  /** Without those whose time is over. */
  now(): readonly LoadedOllamaModel[] {
    for (const [name, { expiresAt }] of this) {
      if (expiresAt !== null && expiresAt <= Date.now()) this.delete(name);
    }
    return [...this.values()];
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Null: for ever. As Go reads durations, of one unit each. */
function keepAliveMs(given: string | number = '5m'): number | null {
  const [, number = '', unit = 's'] = /^(-?\d+)(ms|s|m|h)?$/.exec(String(given)) ?? [];
  const ms = Number(number) * (units[unit] ?? 1_000);
  return ms < 0 ? null : ms;
}
