import type { Encoding } from './table.ts'

type Cyrillic = Extract<Encoding, 'windows-1251' | 'ibm866' | 'koi8-r'>

/** How often each letter stands in a thousand of Russian text. */
const OFTEN = new Map(
  'о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1'
    .split(' ')
    .map((word) => [word.slice(0, 1), Number(word.slice(1))] as const),
)

/** Of signs that are no Russian letters (a number sign), and of a capital behind a small letter. */
const SELDOM = 0.2

/** The Cyrillic encoding in which the text is likeliest Russian. Others than windows-1251 have to say it clearly: what is short or in another language says little. */
export function cyrillicEncoding(bytes: Uint8Array): Cyrillic {
  const usual = likelihood(bytes, 'windows-1251')
  const [other, found] = (['ibm866', 'koi8-r'] as const)
    .map((encoding) => [encoding, likelihood(bytes, encoding)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a))
  return found > usual + CLEARLY ? other : 'windows-1251'
}

/** A thousand times as likely. */
const CLEARLY = Math.log(1_000)

/** The logarithm of how likely its signs beyond ASCII are in Russian. */
function likelihood(bytes: Uint8Array, encoding: Cyrillic): number {
  let sum = 0
  let isSmall = false
  for (const sign of new TextDecoder(encoding).decode(bytes)) {
    const small = sign.toLowerCase()
    const often = OFTEN.get(small)
    if (sign >= '\u0080') sum += Math.log(isSmall && sign !== small ? SELDOM : (often ?? SELDOM))
    isSmall = often !== undefined && sign === small
  }
  return sum
}
