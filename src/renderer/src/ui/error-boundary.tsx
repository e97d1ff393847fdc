import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';

/** Keeps a page that fails to draw, or to be fetched, from taking the window with it. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          icon={IconAlertCircle}
          title="This page could not be shown"
          action={<Button onClick={() => window.location.reload()}>Reload</Button>}
        >
          Your configurations and keys are not affected. Reload the window; if that does not help,
          start Keywell again.
        </EmptyState>
      </div>
    );
  }
}
