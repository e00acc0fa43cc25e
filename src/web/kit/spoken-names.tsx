import { MantineThemeProvider } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { useKitTexts } from './use-kit-texts.ts'

/** Names of the library's own buttons for those who hear the page: a cross that closes, an eye that shows a password. */
export function SpokenNames({ children }: { children: ReactNode }) {
  const { close, showPassword } = useKitTexts()
  const theme = useMemo(
    () => ({
      components: {
        CloseButton: { defaultProps: { 'aria-label': close } },
        PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': showPassword } } },
      },
    }),
    [close, showPassword],
  )
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>
}
