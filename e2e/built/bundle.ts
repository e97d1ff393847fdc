import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

/** One file of a bundle, and what it asks for. */
interface Chunk {
  readonly text: string;
  /** Needed before it runs, as written. */
  readonly imports: readonly string[];
  /** Asked for while it runs. */
  readonly later: readonly string[];
}

/** Reads the imports and requires off a script of the bundle, by its syntax tree. */
export function readChunk(path: string): Chunk {
  const text = readFileSync(path, 'utf8');
  const imports: string[] = [];
  const later: string[] = [];
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse.`);
  new Visitor({
    ImportDeclaration: ({ source }) => imports.push(source.value),
    ExportNamedDeclaration: ({ source }) => source && imports.push(source.value),
    ExportAllDeclaration: ({ source }) => imports.push(source.value),
    ImportExpression: ({ source }) => later.push(literal(source)),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'require') imports.push(literal(first));
    },
  }).visit(program);
  return { text, imports, later };
}

/** What is not written out cannot be looked at, and so is nothing that a bundle may import. */
function literal(node: ESTree.Argument | undefined): string {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis.map(({ value }) => value.raw).join('');
  }
  throw new Error(`A bundle imports what is only known when it runs: ${JSON.stringify(node)}`);
}

/** An entry of the built main process with all the chunks it can reach. */
export interface Bundle {
  /** By path. */
  readonly chunks: ReadonlyMap<string, Chunk>;
  /** Those that run as soon as the entry is started. */
  readonly atStart: ReadonlySet<string>;
  /** What it imports from outside of itself: packages by their names, Node's own modules as `node:…`. */
  readonly outside: ReadonlySet<string>;
}

export function readBundle(entry: string): Bundle {
  const chunks = new Map<string, Chunk>();
  const atStart = new Set<string>();
  const outside = new Set<string>();
  const visit = (path: string, starting: boolean) => {
    if (chunks.has(path) && (!starting || atStart.has(path))) return;
    const chunk = chunks.get(path) ?? readChunk(path);
    chunks.set(path, chunk);
    if (starting) atStart.add(path);
    const follow = (specifier: string, needed: boolean) => {
      if (specifier.startsWith('.')) visit(join(dirname(path), specifier), starting && needed);
      else outside.add(packageOf(specifier));
    };
    for (const specifier of chunk.imports) follow(specifier, true);
    for (const specifier of chunk.later) follow(specifier, false);
  };
  visit(entry, true);
  return { chunks, atStart, outside };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The sources a chunk was made of: the bundler leaves the path of each above its part. */
export function sourcesOf({ text }: Chunk): readonly string[] {
  return [
    ...text.matchAll(/^\/\/ ((?:[\w.@-]+\/)+[\w.@-]+\.(?:[cm]?[jt]sx?|json)|package\.json)$/gm),
  ].map(([, path]) => path ?? '');
}

/** Every file under a folder, by path relative to it. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
