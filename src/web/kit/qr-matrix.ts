/** QR codes (ISO/IEC 18004), byte mode, correction level M, versions 1–20: enough for addresses up to 660 bytes. */

// By version, level M: check bytes of one block, number of blocks (ISO/IEC 18004, table 9).
const CHECK_BYTES = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
const LAST_VERSION = 20

/** Takes text, gives rows of modules, true for dark. @throws RangeError when it is too long */
export function qrMatrix(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  const data = withCorrection(dataBytes(bytes, version), version)
  const drafts = Array.from({ length: 8 }, (_, mask) => drawn(version, data, mask))
  return drafts.reduce((best, draft) => (penalty(draft) < penalty(best) ? draft : best))
}

function versionFor(length: number): number {
  for (let version = 1; version <= LAST_VERSION; version += 1) {
    const lengthBits = version < 10 ? 8 : 16
    if (4 + lengthBits + length * 8 <= capacity(version) * 8) return version
  }
  throw new RangeError('The text is too long for a QR code')
}

/** Data bytes of a version, without check bytes. */
function capacity(version: number): number {
  return Math.floor(rawModules(version) / 8) - (CHECK_BYTES[version] ?? 0) * (BLOCKS[version] ?? 0)
}

function rawModules(version: number): number {
  const all = (16 * version + 128) * version + 64
  if (version < 2) return all
  const across = Math.floor(version / 7) + 2
  return all - (25 * across - 10) * across + 55 - (version >= 7 ? 36 : 0)
}

function dataBytes(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1)
  }
  const total = capacity(version)
  put(4, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(byte, 8)
  put(0, Math.min(4, total * 8 - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  const out: number[] = []
  for (let at = 0; at < bits.length; at += 8) out.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0))
  for (let pad = 0xec; out.length < total; pad ^= 0xec ^ 0x11) out.push(pad)
  return out
}

/** Splits into blocks, adds Reed–Solomon check bytes to each, interleaves. */
function withCorrection(data: readonly number[], version: number): number[] {
  const [count, checks] = [BLOCKS[version] ?? 1, CHECK_BYTES[version] ?? 0]
  const raw = Math.floor(rawModules(version) / 8)
  const shortBlocks = count - (raw % count)
  const shortLength = Math.floor(raw / count) - checks
  const divisor = generator(checks)
  let at = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const block = data.slice(at, (at += shortLength + (index < shortBlocks ? 0 : 1)))
    return { block, check: remainder(block, divisor) }
  })
  const out: number[] = []
  for (let index = 0; index <= shortLength; index += 1)
    for (const { block } of blocks) if (index < block.length) out.push(block[index] ?? 0)
  for (let index = 0; index < checks; index += 1) for (const { check } of blocks) out.push(check[index] ?? 0)
  return out
}

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function product(a: number, b: number): number {
  let result = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    result = (result << 1) ^ ((result >>> 7) * 0x11d)
    result ^= ((b >>> bit) & 1) * a
  }
  return result
}

function generator(degree: number): number[] {
  const result = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1) result[at] = product(result[at] ?? 0, root) ^ (result[at + 1] ?? 0)
    root = product(root, 2)
  }
  return result
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0)
    result.push(0)
    for (const [at, coefficient] of divisor.entries()) result[at] = (result[at] ?? 0) ^ product(coefficient, factor)
  }
  return result
}

function drawn(version: number, data: readonly number[], mask: number): boolean[][] {
  const size = version * 4 + 17
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const set = (x: number, y: number, dark: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    ;(modules[y] as boolean[])[x] = dark
    ;(fixed[y] as boolean[])[x] = true
  }
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawSquare(set, x, y, 4, [1, 3])
  const places = alignments(version, size)
  const last = places.length - 1
  for (const [i, x] of places.entries()) {
    for (const [j, y] of places.entries()) {
      const isFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!isFinder) drawSquare(set, x, y, 2, [0, 2])
    }
  }
  drawFormat(set, size, mask)
  drawVersion(set, size, version)
  fill(modules, fixed, data, mask)
  return modules
}

type Set = (x: number, y: number, dark: boolean) => void

/** Rings around a centre; `dark` gives the distances that are dark, the centre of a finder is three wide. */
function drawSquare(set: Set, x: number, y: number, reach: number, [inner, outer]: readonly [number, number]): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy))
      set(x + dx, y + dy, distance <= inner || distance === outer)
    }
  }
}

function alignments(version: number, size: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const places = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step)
  return [6, ...places.toReversed()]
}

function drawFormat(set: Set, size: number, mask: number): void {
  // Level M is 0 in the format bits.
  let rest = mask
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const bit = (at: number) => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; at += 1) set(8, at, bit(at))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at))
  for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at))
  set(8, size - 8, true)
}

function drawVersion(set: Set, size: number, version: number): void {
  if (version < 7) return
  let rest = version
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >>> at) & 1) === 1
    const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)]
    set(a, b, dark)
    set(b, a, dark)
  }
}

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Lays the bits in a snake of double columns from the lower right corner, through the mask. */
function fill(modules: boolean[][], fixed: readonly boolean[][], data: readonly number[], mask: number): void {
  const size = modules.length
  const masked = masks[mask] ?? (() => false)
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const isUpward = ((right + 1) & 2) === 0
      const y = isUpward ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (fixed[y]?.[x]) continue
        const dark = at < data.length * 8 && (((data[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1
        ;(modules[y] as boolean[])[x] = dark !== masked(x, y)
        at += 1
      }
    }
  }
}

/** How hard it is to read: long runs, squares, shapes like a finder, too much of one colour. */
function penalty(modules: readonly boolean[][]): number {
  const size = modules.length
  const columns = modules.map((_, x) => modules.map((row) => row[x] === true))
  const lines = [...modules, ...columns].map((line) => line.map((dark) => (dark ? '1' : '0')).join(''))
  let points = 0
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2
    for (const pattern of ['00001011101', '10111010000']) {
      for (let at = line.indexOf(pattern); at >= 0; at = line.indexOf(pattern, at + 1)) points += 40
    }
  }
  for (let y = 0; y + 1 < size; y += 1) {
    for (let x = 0; x + 1 < size; x += 1) {
      const first = modules[y]?.[x]
      if (first === modules[y]?.[x + 1] && first === modules[y + 1]?.[x] && first === modules[y + 1]?.[x + 1])
        points += 3
    }
  }
  const dark = modules.flat().filter(Boolean).length
  return points + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10
}
