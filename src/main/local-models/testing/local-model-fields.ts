import type { LocalModel } from '#shared/domain/local-model.ts';

/** An installed model of which only name and size are told. */
export function localModelFields(
  name: string,
  sizeBytes: number,
  more: Partial<LocalModel> = {},
): LocalModel {
  return {
    name,
    sizeBytes,
    digest: `digest of ${name}`,
    parameterSize: null,
    quantisation: null,
    family: null,
    capabilities: null,
    contextLength: null,
    modifiedAt: null,
    ...more,
  };
}
