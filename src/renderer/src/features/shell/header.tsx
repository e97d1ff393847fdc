import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useApp } from '../../stores/app.ts';
import { openPalette } from '../palette/open.ts';
import { DefaultChip } from './default-chip.tsx';
import classes from './header.module.css';
import { useCurrentPage } from './use-current-page.ts';

const PullsChip = lazy(async () => ({
  default: (await import('../local-models/pulls-chip.tsx')).PullsChip,
}));

/** The page's title, the effective default, and the way to everything else. */
export function Header() {
  const { title } = useCurrentPage();
  const isMac = useApp((state) => state.info?.platform === 'darwin');
  return (
    <div className={classes.bar}>
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.tools}>
        <Suspense fallback={null}>
          <PullsChip />
        </Suspense>
        <DefaultChip />
        <button type="button" className={classes.tool} onClick={openPalette}>
          <IconSearch size={16} aria-hidden="true" />
          <span className={classes.wide}>Command palette</span>
          <kbd className={classes.keys}>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
      </div>
    </div>
  );
}
