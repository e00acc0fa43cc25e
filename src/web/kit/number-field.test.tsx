import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { NumberField } from './number-field.tsx'

afterEach(cleanup)

it.each([
  ['ru', '7,5'],
  ['en', '7.5'],
] as const)('half an hour in %s is written %s', (language, written) => {
  render(
    <LanguageProvider initial={language}>
      <MantineProvider>
        <NumberField label="Часов" value={7.5} />
      </MantineProvider>
    </LanguageProvider>,
  )
  expect(screen.getByLabelText<HTMLInputElement>('Часов').value).toBe(written)
})
