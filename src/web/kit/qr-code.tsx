import { useMemo } from 'react'
import { qrMatrix } from './qr-matrix.ts'

const quiet = 4

/** A QR code, dark on white in both themes: cameras want it so. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => {
    const matrix = qrMatrix(text)
    const squares = matrix.flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : [])),
    )
    return { path: squares.join(''), side: matrix.length + quiet * 2 }
  }, [text])
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" rx="1" />
      <path d={path} fill="#000" />
    </svg>
  )
}
