import { syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import classes from './json-editor.module.css';

/** By the names that CodeMirror has for what it finds. Classes of ours follow the theme without a style of their own. */
const classOf: Readonly<Record<string, string | undefined>> = {
  propertyName: classes.name,
  string: classes.string,
  number: classes.number,
  bool: classes.keyword,
  null: classes.keyword,
};

export const jsonColours: Extension = syntaxHighlighting({
  style: (tags) => tags.map((tag) => classOf[tag.toString()]).find(Boolean) ?? null,
});
