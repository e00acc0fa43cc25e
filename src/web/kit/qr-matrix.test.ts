import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { qrMatrix } from './qr-matrix.ts'

const print = (text: string) =>
  createHash('sha256')
    .update(
      qrMatrix(text)
        .map((row) => row.map(Number).join(''))
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 16)

// Each of these was read back by an independent decoder (OpenCV).
describe('a QR code', () => {
  it.each([
    ['A', 21, 'bc9009ae87ca68f1'],
    ['Привет', 21, '3380ff01fb964ffa'],
    [
      'otpauth://totp/Mostik:anna%40example.ru?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV&issuer=Mostik&algorithm=SHA1&digits=6&period=30',
      49,
      '273a2b6e074a2e62',
    ],
    ['x'.repeat(400), 77, '3ed4282a72f331b1'],
  ])('of %s is %i modules wide', (text, size, hash) => {
    expect(qrMatrix(text)).toHaveLength(size)
    expect(print(text)).toBe(hash)
  })

  it('is refused for a text that would not fit', () => {
    expect(() => qrMatrix('x'.repeat(700))).toThrow(RangeError)
  })
})
