import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Input,
  Radio,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const steps = (name: string) =>
  Array.from({ length: 10 }, (_, step) => `var(--${name}-${step})`) as unknown as MantineColorsTuple

const grey: MantineColorsTuple = [
  '#f6f7f7',
  '#eff1f1',
  '#e3e7e7',
  '#d3d9d9',
  '#c5cccc',
  '#8a9494',
  '#667171',
  '#4d5858',
  '#2f3a3a',
  '#172021',
]
const dark: MantineColorsTuple = [
  '#e4eaea',
  '#c9d1d1',
  '#a7b2b3',
  '#6b777a',
  '#3b4649',
  '#273032',
  '#1b2325',
  '#141a1c',
  '#0e1314',
  '#0b0f10',
]

/** Mantine passes 'sm' on where nobody chose a size. */
const sizeIsChosen = (size: unknown) => size !== undefined && size !== 'sm'

/** Mantine's theme: all measures and colours come from tokens.css. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand: steps('brand'), gray: grey, dark },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Input: Input.extend({
      vars: (_theme, props) => ({
        wrapper: sizeIsChosen(props.size)
          ? {}
          : { '--input-height': 'var(--control)', '--input-fz': 'var(--fz)', '--input-padding': '10px' },
      }),
    }),
    // Hints stand under the field: fields side by side stay in line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: Button.extend({
      vars: (_theme, props) => ({
        root: sizeIsChosen(props.size)
          ? {}
          : { '--button-height': 'var(--control)', '--button-fz': 'var(--fz)', '--button-padding-x': '12px' },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: (_theme, props) => ({ root: props.size ? {} : { '--ai-size': 'var(--control)' } }),
    }),
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12 } },
    Modal: {
      defaultProps: {
        centered: true,
        padding: 'lg',
        radius: 'lg',
        overlayProps: { color: 'var(--scrim)', backgroundOpacity: 0.35 },
      },
    },
    Drawer: { defaultProps: { overlayProps: { color: 'var(--scrim)', backgroundOpacity: 0.35 } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 80 } } },
    Menu: {
      defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 80 } },
      styles: { item: { minHeight: 'var(--control)', fontSize: 'var(--fz)' } },
    },
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ root: { '--checkbox-size': 'var(--tick)' } }),
      styles: { label: { fontSize: 'var(--fz)', lineHeight: 'var(--tick)' } },
    }),
    Radio: Radio.extend({ vars: () => ({ root: { '--radio-size': 'max(20px, var(--tick))' } }) }),
    SegmentedControl: { defaultProps: { size: 'xs' } },
  },
})

/** Binds Mantine's own surface variables to the tokens, once for both themes. */
export const cssVariables: CSSVariablesResolver = () => {
  const bound = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-bright': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-2)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-brand-filled': 'var(--accent)',
    '--mantine-color-brand-filled-hover': 'var(--accent-hover)',
    '--mantine-color-brand-light': 'var(--accent-soft)',
    '--mantine-color-brand-light-color': 'var(--accent-text)',
    '--mantine-color-brand-text': 'var(--accent-text)',
    '--mantine-color-brand-outline': 'var(--accent-text)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-color-red-filled': 'var(--bad-fill)',
    '--mantine-color-red-text': 'var(--bad)',
    '--mantine-shadow-md': 'var(--shadow)',
    '--mantine-shadow-sm': 'var(--shadow)',
  }
  return { variables: {}, light: bound, dark: bound }
}
