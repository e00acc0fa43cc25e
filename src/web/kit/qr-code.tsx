import { encodeQR } from 'qr'
import { useMemo } from 'react'

/** Modules of white around it, without which cameras do not find it. */
const QUIET = 4

/** A QR code, dark on white in both themes: cameras want it so. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { border: QUIET })
    const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { path: squares.join(''), side: rows.length }
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
