import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import { usePrinting } from '../kit/use-printing.ts'

/** Paper is white: the dark theme gives way while the page is printed and comes back afterwards. */
export function LightOnPaper() {
  const isPrinting = usePrinting()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const shown = useComputedColorScheme('light')
  const before = useRef<typeof colorScheme>(undefined)
  useLayoutEffect(() => {
    if (isPrinting && shown === 'dark') {
      before.current = colorScheme
      setColorScheme('light')
    }
    if (!isPrinting && before.current) {
      setColorScheme(before.current)
      before.current = undefined
    }
  }, [isPrinting, shown, colorScheme, setColorScheme])
  return null
}
