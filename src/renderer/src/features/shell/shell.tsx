import { AppShell } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useApp } from '../../stores/app.ts';
import { NoticeList } from '../../ui/notice-list.tsx';
import { DialogHost } from '../configurations/dialog-host.tsx';
import { ReentryBanner } from '../keys/reentry-banner.tsx';
import { useShortcuts } from '../palette/shortcuts.ts';
import { TeamDialogHost } from '../team/dialog-host.tsx';
import { CurrentPage } from './current-page.tsx';
import { Header } from './header.tsx';
import { NobodyBanner } from './nobody-banner.tsx';
import { PolicyBanner } from './policy-banner.tsx';
import { SessionBanner } from './session-banner.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';

const Palette = lazy(async () => ({
  default: (await import('../palette/palette.tsx')).Palette,
}));

/** Below this width the sidebar shows icons only, whatever was chosen. */
const narrow = '(max-width: 860px)';

/** The frame around every page: sidebar, header, dialogs, notices. */
export function Shell() {
  const chosen = useApp((state) => state.settings?.sidebarCollapsed ?? false);
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false }) ?? false;
  const collapsed = chosen || isNarrow;
  // From the start, while what they open is still on its way.
  useShortcuts();

  return (
    <Router hook={useHashLocation}>
      <AppShell
        layout="alt"
        header={{ height: 48 }}
        navbar={{ width: collapsed ? 56 : 220, breakpoint: 0 }}
        transitionDuration={0}
      >
        <button type="button" className={classes.skip} onClick={skipToContent}>
          Skip to content
        </button>
        <AppShell.Navbar className={classes.sidebar}>
          <Sidebar collapsed={collapsed} collapsible={!isNarrow} />
        </AppShell.Navbar>
        <AppShell.Header className={classes.header}>
          <Header />
        </AppShell.Header>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <NobodyBanner />
          <PolicyBanner />
          <SessionBanner />
          <ReentryBanner />
          <div className={classes.content}>
            <CurrentPage />
          </div>
        </AppShell.Main>
      </AppShell>
      <DialogHost />
      <TeamDialogHost />
      <Suspense fallback={null}>
        <Palette />
      </Suspense>
      <NoticeList />
    </Router>
  );
}

/** A button, since the address after `#` is the page's and cannot name a place on it. */
function skipToContent() {
  document.getElementById('content')?.focus();
}
