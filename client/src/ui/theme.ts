import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const tuple = (shades: string) => shades.split(' ').map((shade) => `#${shade}`) as unknown as MantineColorsTuple;

const textOn: Readonly<Record<string, string>> = {
  lam: 'var(--on-primary)',
  luc: 'var(--on-ok)',
  son: 'var(--on-bad)',
  nghe: 'var(--on-warn)',
};
/** Mantine reckons the text on a filled colour from the light shade alone; in the dark that is white on pale blue. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const text = textOn[input.color ?? input.theme.primaryColor];
  return input.variant === 'filled' && text ? { ...colors, color: text } : colors;
};

/**
 * Mantine as this house uses it. The palettes are for Mantine's own variants; our components take the semantic
 * properties of tokens.css and never a palette shade. Heights (44 px and up) are in mantine.css.
 */
export const theme = createTheme({
  primaryColor: 'lam',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  variantColorResolver,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Ours, not Mantine's 2 px: see `:focus-visible` in tokens.css.
  focusClassName: 'focusable',
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  fontFamilyMonospace: "'Be Vietnam Pro', system-ui, sans-serif",
  colors: {
    lam: tuple('EEF4FA DFE9F4 BDD1E6 9DC5EF 6F9CC9 457BAE 2C6296 1D5083 123F6D 0D3259'),
    luc: tuple('EAF6EE E1F1E7 B5E0C5 7ED6A2 4CB67B 2A945C 1A7D4A 107040 0B6537 08522C'),
    son: tuple('FDF1F0 FBE8E6 F7C9C5 FFA59B E9756C D24A45 BD2F30 AF2225 A3181D 871216'),
    nghe: tuple('FEF7E8 FCEFD3 F8DFA6 F3C26B D99E33 B97C14 9C6207 8C5403 7F4A00 663B00'),
    gray: tuple('F7F8F8 F2F4F4 E8ECEE D3DADF B3C0CC 94A2AF 74828F 5C6A78 475563 15202B'),
    dark: tuple('ECF1F5 D5DEE6 B3C0CC 7F8F9E 5A6A79 33414F 212E3A 17212B 0E151C 0A1016'),
  },
  fontSizes: { xs: '14px', sm: '15px', md: '17px', lg: '20px', xl: '24px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.45', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  headings: {
    fontWeight: '700',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.35' },
      h2: { fontSize: '23px', lineHeight: '1.35' },
      h3: { fontSize: '19px', lineHeight: '1.4', fontWeight: '600' },
      h4: { fontSize: '17px', lineHeight: '1.45', fontWeight: '600' },
      h5: { fontSize: '15px', lineHeight: '1.45', fontWeight: '600' },
      h6: { fontSize: '15px', lineHeight: '1.45', fontWeight: '600' },
    },
  },
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  components: {
    Button: { defaultProps: { size: 'md', variant: 'default' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle' } },
    Badge: { defaultProps: { variant: 'light' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    DateInput: { defaultProps: { size: 'md' } },
    DateTimePicker: { defaultProps: { size: 'md' } },
    TimeInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'lg', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', zIndex: 400, transitionProps: { duration: 150 } } },
    // A question or a refusal stands over the form that it is about.
    ModalRoot: { defaultProps: { zIndex: 410 } },
    DrawerRoot: { defaultProps: { zIndex: 400 } },
    Drawer: { defaultProps: { zIndex: 400, transitionProps: { duration: 200 } } },
    Popover: { defaultProps: { zIndex: 300, shadow: 'md' } },
    Menu: { defaultProps: { zIndex: 300, shadow: 'md' } },
    Tooltip: { defaultProps: { zIndex: 300, events: { hover: true, focus: true, touch: true } } },
  },
});

/** Mantine's semantic variables are the tokens, so that one file says what a colour is in light and in dark. */
const semantic = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-2)',
  '--mantine-color-anchor': 'var(--primary)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--ok)',
  '--mantine-color-disabled': 'var(--surface-2)',
  '--mantine-color-disabled-color': 'var(--text-2)',
  '--mantine-color-disabled-border': 'var(--surface-2)',
  '--mantine-primary-color-filled': 'var(--primary)',
  '--mantine-primary-color-filled-hover': 'var(--primary-hover)',
  '--mantine-primary-color-contrast': 'var(--on-primary)',
  '--mantine-primary-color-light': 'var(--primary-soft)',
  '--mantine-primary-color-light-color': 'var(--on-primary-soft)',
  '--mantine-color-lam-filled': 'var(--primary)',
  '--mantine-color-lam-filled-hover': 'var(--primary-hover)',
  '--mantine-color-lam-light': 'var(--primary-soft)',
  '--mantine-color-lam-light-color': 'var(--on-primary-soft)',
  '--mantine-color-lam-outline': 'var(--primary)',
  '--mantine-color-luc-filled': 'var(--ok)',
  '--mantine-color-luc-light': 'var(--ok-soft)',
  '--mantine-color-luc-light-color': 'var(--on-ok-soft)',
  '--mantine-color-luc-outline': 'var(--ok)',
  '--mantine-color-son-filled': 'var(--bad)',
  '--mantine-color-son-light': 'var(--bad-soft)',
  '--mantine-color-son-light-color': 'var(--on-bad-soft)',
  '--mantine-color-son-outline': 'var(--bad)',
  '--mantine-color-nghe-filled': 'var(--warn)',
  '--mantine-color-nghe-light': 'var(--warn-soft)',
  '--mantine-color-nghe-light-color': 'var(--on-warn-soft)',
  '--mantine-color-nghe-outline': 'var(--warn)',
};
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mantine-z-index-overlay': '600' },
  light: semantic,
  dark: semantic,
});
