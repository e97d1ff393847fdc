import { randomUUID } from 'node:crypto';
import type { RegistryDocument } from '../../src/main/storage/registry-document.ts';

/** As they are listed: with as many digits each. */
export function nameOf(index: number): string {
  return `Model ${String(index).padStart(5, '0')}`;
}

/** The registry with `count` configurations, each like the one it has, and a hundred tags among them. */
export function withMany(registry: RegistryDocument, count: number): RegistryDocument {
  const configurations = registry.configurations.slice(0, 1).flatMap((first) =>
    Array.from({ length: count }, (_, index) => ({
      ...first,
      id: randomUUID(),
      name: nameOf(index),
      tags: [`tag-${index % 100}`],
    })),
  );
  return { ...registry, configurations };
}
