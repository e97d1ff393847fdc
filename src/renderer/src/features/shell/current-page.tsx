import { IconMapQuestion } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { useCurrentPage } from './use-current-page.ts';

const FirstStart = lazy(async () => ({
  default: (await import('../first-start/first-start.tsx')).FirstStart,
}));

/** The content of the page that the address names. */
export function CurrentPage() {
  const [path] = useLocation();
  const { page, firstStart } = useCurrentPage();
  if (path === '/') return <Redirect to="/generate" replace />;
  if (page === undefined) {
    return (
      <EmptyState icon={IconMapQuestion} title="There is no such page">
        The address names a page that Keywell does not have. Go to{' '}
        <Link href="/generate">Generate</Link>.
      </EmptyState>
    );
  }
  const Content = firstStart ? FirstStart : page.Content;
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={null}>
        <Content />
      </Suspense>
    </ErrorBoundary>
  );
}
