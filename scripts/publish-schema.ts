// Writes the JSON Schema of workflow documents to docs/schemas, from the schema that Keywell itself goes by:
//
//     node scripts/publish-schema.ts && npm run format
import { mkdirSync, writeFileSync } from 'node:fs';
import { publishedSchema } from '../src/main/workflows/json-schema.ts';
import { workflowSchemaVersion } from '../src/shared/domain/rules/workflow/limits.ts';

const folder = new URL('../docs/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`workflow-${workflowSchemaVersion}.schema.json`, folder);
writeFileSync(file, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
