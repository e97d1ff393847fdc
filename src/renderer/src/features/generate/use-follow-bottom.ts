import { useCallback, useEffect, useRef, useState } from 'react';

/** Nearer than this to its end, in pixels, a text counts as scrolled to the end. */
const nearEnd = 24;

/** Keeps a growing content scrolled to its end, unless the person scrolled up to read. */
export function useFollowBottom() {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lastTop = useRef(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const scroller = scrollerRef.current;
    if (scroller === null) return;
    scroller.scrollTop = scroller.scrollHeight;
    lastTop.current = scroller.scrollTop;
  }, []);

  const follow = useCallback(() => {
    follows.current = true;
    setAway(false);
    toEnd();
  }, [toEnd]);

  useEffect(() => {
    const scroller = scrollerRef.current;
    const content = contentRef.current;
    if (scroller === null || content === null) return;

    const onScroll = () => {
      const top = scroller.scrollTop;
      const left = scroller.scrollHeight - scroller.clientHeight - top;
      // Content that grows under our own scrolling leaves a gap too; only moving up is the person's wish.
      if (left <= nearEnd) follows.current = true;
      else if (top < lastTop.current) follows.current = false;
      lastTop.current = top;
      setAway(!follows.current);
    };
    const observer = new ResizeObserver(() => {
      if (follows.current) toEnd();
      else onScroll();
    });
    scroller.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(content);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [toEnd]);

  return { scrollerRef, contentRef, away, follow };
}
