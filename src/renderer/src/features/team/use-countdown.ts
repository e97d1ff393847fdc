import { useEffect, useState } from 'react';

/** Counts whole seconds down to nothing. `ended` once it has, until it starts again. */
export function useCountdown(): {
  readonly secondsLeft: number;
  readonly ended: boolean;
  /** In milliseconds; 0 is nothing to wait for. */
  start(ms: number): void;
} {
  const [until, setUntil] = useState<number | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [ended, setEnded] = useState(false);

  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => {
      const left = Math.max(Math.ceil((until - Date.now()) / 1_000), 0);
      setSecondsLeft(left);
      if (left > 0) return;
      setUntil(null);
      setEnded(true);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);

  return {
    secondsLeft,
    ended,
    start(ms) {
      setEnded(false);
      setSecondsLeft(Math.ceil(ms / 1_000));
      setUntil(ms > 0 ? Date.now() + ms : null);
    },
  };
}

/** @example clockWords(75) // '1:15' */
export function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
