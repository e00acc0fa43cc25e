import { render, screen } from '@testing-library/react'
import { decodeQR } from 'qr/decode.js'
import { expect, it } from 'vitest'
import { QrCode } from './qr-code.tsx'

const ADDRESS =
  'otpauth://totp/Mostik:anna%40example.ru?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV&issuer=Mostik&algorithm=SHA1&digits=6&period=30'

it('what is drawn can be read back', () => {
  render(<QrCode text={ADDRESS} label="Код" />)
  expect(decodeQR(pixelsOf(screen.getByRole('img', { name: 'Код' })))).toBe(ADDRESS)
})

/** The picture with four pixels a module, as a camera would give it. */
function pixelsOf(svg: HTMLElement) {
  const modules = Number(svg.getAttribute('viewBox')?.split(' ')[2])
  const side = modules * 4
  const data = new Uint8Array(side * side * 4).fill(255)
  const squares =
    svg
      .querySelector('path')
      ?.getAttribute('d')
      ?.matchAll(/M(\d+) (\d+)h1v1h-1z/g) ?? []
  for (const [, x, y] of squares)
    for (let dy = 0; dy < 4; dy++)
      for (let dx = 0; dx < 4; dx++) {
        const at = ((Number(y) * 4 + dy) * side + Number(x) * 4 + dx) * 4
        data.fill(0, at, at + 3)
      }
  return { width: side, height: side, data }
}
