import { useMantineColorScheme } from '@mantine/core'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { useChartColors } from './use-chart-colors.ts'

afterEach(cleanup)

function Drawing() {
  const { fact } = useChartColors()
  const { setColorScheme } = useMantineColorScheme()
  return (
    <button type="button" onClick={() => setColorScheme('dark')}>
      {fact}
    </button>
  )
}

it('the colours of a drawing follow the theme', async () => {
  const { style } = document.documentElement
  style.setProperty('--fact', '#0d566c')
  await renderKit(<Drawing />)
  const drawing = screen.getByRole('button')
  expect(drawing.textContent).toBe('#0d566c')
  style.setProperty('--fact', '#4797ae')
  await act(async () => fireEvent.click(drawing))
  expect(drawing.textContent).toBe('#4797ae')
  style.removeProperty('--fact')
})
