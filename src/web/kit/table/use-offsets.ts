import { useMemo } from 'react'

/** How far from the left edge each column stands that stays there, in pixels; the same array as long as the widths are. `start`: what stands before the first. */
export function useOffsets(widths: readonly number[], start: number): readonly number[] {
  const text = widths.join(',')
  return useMemo(() => {
    const own = text.split(',').map(Number)
    return own.map((_, place) => own.slice(0, place).reduce((sum, one) => sum + one, start))
  }, [text, start])
}
