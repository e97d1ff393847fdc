import { parsed, partialJson } from './partial-json.ts';

/** The white space in it belongs to one part each: a model may write line ends without end, and Keywell stands still. */
const fence = /```[a-z]*[^\S\n]*\n([\s\S]*?)```/gi;

/** The JSON object in a model's answer, be it in a code fence or among words; undefined where there is none. */
export function answerJson(answer: string): unknown {
  const text = thoughtful(answer);
  const braces = text.slice(Math.max(0, text.indexOf('{')), text.lastIndexOf('}') + 1);
  const candidates = [text, ...[...text.matchAll(fence)].map(([, inside]) => inside ?? ''), braces];
  return candidates.map(parsed).find(isObject);
}

/** The same of an answer that has not ended, as far as it is complete. */
export function partialAnswerJson(answer: string): unknown {
  const text = thoughtful(answer);
  const start = text.indexOf('{');
  return start < 0 ? undefined : partialJson(text.slice(start));
}

/** Some servers leave a model's thoughts in front of its answer; they may hold a draft of the draft. */
function thoughtful(answer: string): string {
  if (!answer.trimStart().startsWith('<think>')) return answer;
  const end = answer.lastIndexOf('</think>');
  return end < 0 ? '' : answer.slice(end + '</think>'.length);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
