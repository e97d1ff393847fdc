import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useConfigurations } from '../../stores/configurations.ts';
import { type Page, pages } from './pages.tsx';

/** The page that the address names, and its heading. With no configurations yet, Generate is the first start. */
export function useCurrentPage(): { page: Page | undefined; title: string; firstStart: boolean } {
  const [path] = useLocation();
  const none = useConfigurations((state) => state.configurations.length === 0);
  const page = pages.find((one) => one.path === path);
  const firstStart = none && page?.path === '/generate';
  const title = firstStart ? 'Welcome' : (page?.title ?? 'Page not found');

  useEffect(() => {
    document.title = `${title} · Keywell`;
  }, [title]);

  return { page, title, firstStart };
}
