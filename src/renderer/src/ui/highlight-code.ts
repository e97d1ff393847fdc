import { highlighter } from './code-languages.ts';
import { type CodeToken, TokenEmitter } from './code-tokens.ts';

/** The tokens of a code, which together are its very text; null where the language is not one of ours. */
export function highlightCode(text: string, language: string): readonly CodeToken[] | null {
  if (highlighter.getLanguage(language) === undefined) return null;
  const { _emitter } = highlighter.highlight(text, { language, ignoreIllegals: true });
  if (!(_emitter instanceof TokenEmitter)) return null;
  const { tokens } = _emitter;
  // Whatever a grammar does, no character of an answer is lost or changed.
  return tokens.map((token) => token.text).join('') === text ? tokens : null;
}
