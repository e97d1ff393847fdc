import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useApp } from '../../stores/app.ts';

/**
 * Follows the theme setting. Mantine's own memory of the last scheme (in local storage) only bridges the time
 * until main has answered, so that a dark window does not flash white.
 */
export function ColorScheme() {
  const theme = useApp((state) => state.settings?.theme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  return null;
}
