import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { chartColors, type ChartColors } from './chart-colors.ts'

/** The colours of charts of the theme in force: a canvas takes them as values, so they are read again when the theme changes and for paper. */
export function useChartColors(): ChartColors {
  const scheme = useComputedColorScheme('light')
  return useMemo(() => {
    void scheme
    return chartColors()
  }, [scheme])
}
