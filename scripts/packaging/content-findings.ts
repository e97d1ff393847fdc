import type { ArchivedFile } from './archive.ts';
import type { Expected } from './findings.ts';

/** All that belongs in the archive beside node_modules. */
const own = [
  /^package\.json$/,
  /^out\/main\/index\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/[\w@./-]+\.(?:html|js|css|svg|png|ico|woff2|json)$/,
];

/** What in an archive does not belong there, as sentences. */
export function contentFindings(
  files: readonly ArchivedFile[],
  { modules, builtIn }: Expected,
): readonly string[] {
  return files.flatMap((file) => [
    ...strayFindings(file.path, modules),
    ...(isText(file.path) ? textFindings(file, builtIn) : []),
  ]);
}

/** An allow-list: tests, benchmarks, sources and the web host are not on it, nor is what comes next year. */
function strayFindings(path: string, modules: Expected['modules']): readonly string[] {
  const module = moduleOf(path);
  if (module === undefined) {
    return own.some((pattern) => pattern.test(path)) ? [] : [`${path} does not belong to the app.`];
  }
  if (!modules.has(module)) return [`The package ${module} is nothing the app needs.`];
  if (/\.map$|\.[cm]?ts$/.test(path)) return [`${path} is for developers.`];
  return /(?:^|\/)(?:__tests__|tests?)\/|\.(?:test|spec)\.[cm]?js$/.test(path)
    ? [`${path} is a test.`]
    : [];
}

/** The innermost package that a file is of; undefined for the app's own. */
function moduleOf(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

const isText = (path: string) => /\.(?:[cm]?js|json|css|html|svg)$/.test(path);

function textFindings(file: ArchivedFile, builtIn: string): readonly string[] {
  if (file.unpacked) return [];
  const text = file.read().toString('utf8');
  const folders = [builtIn, builtIn.replaceAll('\\', '\\\\'), builtIn.replaceAll('\\', '/')];
  return [
    ...(text.includes('sourceMappingURL=data:') ? [`${file.path} has a source map inside.`] : []),
    ...(folders.some((folder) => text.includes(folder))
      ? [`${file.path} names a folder of the machine that built it.`]
      : []),
  ];
}
