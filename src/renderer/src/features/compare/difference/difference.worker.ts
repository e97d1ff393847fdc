/** Away from the page, which goes on streaming meanwhile: two long answers may take seconds. */
import { wordDifference } from './word-difference.ts';

self.addEventListener('message', ({ data }: MessageEvent<readonly [string, string]>) => {
  const [first, second] = data;
  self.postMessage(wordDifference(first, second));
});
