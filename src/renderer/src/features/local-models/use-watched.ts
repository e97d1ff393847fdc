import { useEffect } from 'react';
import type { ServerAddress } from '#shared/domain/local-server.ts';
import { useLocalModels } from '../../stores/local-models.ts';

/** Has main look at a server for as long as somebody may be looking at what it says. */
export function useWatched({ configurationId }: ServerAddress): void {
  useEffect(() => {
    const address = { configurationId };
    const { watch, unwatch } = useLocalModels.getState();
    const stop = () => void unwatch(address).catch(() => undefined);
    const follow = () => {
      if (document.hidden) stop();
      else void watch(address);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop();
    };
  }, [configurationId]);
}
