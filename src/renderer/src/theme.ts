import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core';

const teal: MantineColorsTuple = [
  '#f0fdfa',
  '#d5f5ee',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
];

/** Greys of the light theme, with a slight blue. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f5',
  '#e4e8ee',
  '#d8dde5',
  '#c4cbd6',
  '#8a94a4',
  '#5b6675',
  '#465060',
  '#323b49',
  '#1b222d',
];

/** Greys of the dark theme, from text to the deepest ground. */
const dark: MantineColorsTuple = [
  '#dfe4eb',
  '#c2cad5',
  '#9aa5b4',
  '#8490a1',
  '#333b47',
  '#272e38',
  '#1d232b',
  '#151a20',
  '#0f1318',
  '#0a0d11',
];

/** For loss and failure only. */
const red: MantineColorsTuple = [
  '#fef3f2',
  '#fee4e2',
  '#fecdca',
  '#fda29b',
  '#ff9a91',
  '#f04438',
  '#d92d20',
  '#b42318',
  '#912018',
  '#7a271a',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { teal, gray, dark, red },
  white: '#ffffff',
  black: '#1b222d',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1rem', lineHeight: '1.5' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '6px', xl: '6px' },
  shadows: {
    xs: 'var(--kw-shadow)',
    sm: 'var(--kw-shadow)',
    md: 'var(--kw-shadow)',
    lg: 'var(--kw-shadow)',
    xl: 'var(--kw-shadow)',
  },
  respectReducedMotion: true,
  // Mantine puts white on every filled ground; on the dark theme's light teal and red that cannot be read.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--kw-on-filled)' } : colors;
  },
  components: {
    Button: {
      vars: (_: MantineTheme, props: { readonly size?: string }) => ({
        root:
          props.size === undefined
            ? { '--button-height': '32px', '--button-padding-x': '12px' }
            : {},
      }),
    },
    Input: { vars: () => ({ wrapper: { '--input-height': '32px' } }) },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Combobox: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Tooltip: { defaultProps: { transitionProps: { duration: 100 }, openDelay: 400 } },
  },
});

/** What Mantine has no name for, and its names whose values are too faint for WCAG AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#6b7686',
    '--mantine-color-error': red[7],
    '--mantine-color-default-border': gray[4],
    '--mantine-color-disabled-color': '#7a8595',
    '--mantine-color-teal-light': '#e3f1ee',
    '--mantine-color-teal-light-hover': '#d5e9e5',
    '--mantine-color-teal-light-color': teal[7],
    '--kw-on-filled': '#ffffff',
    '--kw-sunken': gray[0],
    '--kw-raised': '#ffffff',
    '--kw-dialog': '#ffffff',
    '--kw-hover': gray[1],
    '--kw-selected': '#e3f1ee',
    '--kw-border': gray[2],
    '--kw-accent-text': teal[7],
    '--kw-attention-text': '#8a4b08',
    '--kw-attention-ground': '#fff8eb',
    '--kw-attention-border': '#f3d9a8',
    '--kw-loss-ground': red[0],
    '--kw-loss-border': red[2],
    '--kw-code-comment': '#5b6675',
    '--kw-code-keyword': '#8a2a8c',
    '--kw-code-string': '#1d6b34',
    '--kw-code-number': '#a23b00',
    '--kw-code-title': '#1d55b5',
    '--kw-code-type': '#0b6477',
    '--kw-code-name': '#3d4fa8',
    '--kw-graph-line': '#94a0b1',
    '--kw-shadow': '0 1px 2px rgb(20 30 45 / 8%), 0 6px 20px rgb(20 30 45 / 10%)',
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[3],
    '--mantine-color-error': red[4],
    '--mantine-color-red-text': red[4],
    '--mantine-color-default-border': '#3c4553',
    '--mantine-color-disabled-color': '#7d8898',
    '--mantine-color-teal-light': '#16302f',
    '--mantine-color-teal-light-hover': '#1b3b39',
    '--mantine-color-teal-light-color': teal[4],
    '--kw-on-filled': '#0a0d11',
    '--kw-sunken': dark[8],
    '--kw-raised': dark[6],
    '--kw-dialog': '#1a1f27',
    '--kw-hover': dark[6],
    '--kw-selected': '#16302f',
    '--kw-border': '#262d37',
    '--kw-accent-text': teal[4],
    '--kw-attention-text': '#f5c163',
    '--kw-attention-ground': '#2a2214',
    '--kw-attention-border': '#4d3d1d',
    '--kw-loss-ground': '#2d1816',
    '--kw-loss-border': '#5c2a26',
    '--kw-code-comment': '#8c98a8',
    '--kw-code-keyword': '#e0a3f0',
    '--kw-code-string': '#8fd6a0',
    '--kw-code-number': '#f2b27c',
    '--kw-code-title': '#8cbcff',
    '--kw-code-type': '#7ad3e0',
    '--kw-code-name': '#b3bcff',
    '--kw-graph-line': '#5d6877',
    '--kw-shadow': '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 40%)',
  },
});
