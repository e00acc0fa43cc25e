import { DAY_MS } from '#core/calendar/day.ts'
import { createWriteStream, statSync } from 'node:fs'
import { once } from 'node:events'
import { Random } from '#modules/demo/calc/random.ts'
import {
  companyHeads,
  companyTails,
  lossReasons,
  newClients,
  products,
  sources,
  surnames,
} from '#modules/demo/calc/words.ts'

const HEADERS = [
  'ID',
  'Название сделки',
  'Этап сделки',
  'Бюджет',
  'Ответственный',
  'Компания',
  'Источник',
  'Причина отказа',
  'Дата создания',
  'Дата закрытия',
]
const OWNERS = 50
/** Beyond so many rows the file would be larger than what is taken, 200 MB. */
const MOST_ROWS_IN_UTF8 = 700_000

/**
 * Writes an export of another CRM with so many deals, as people bring it: current stage, two dates, names. A big one in windows-1251, as many programs
 * still do: half the bytes. Gives its size in bytes.
 */
export async function writeImportFile(file: string, rows: number): Promise<number> {
  const random = new Random(5)
  const out = createWriteStream(file)
  const encoded = rows > MOST_ROWS_IN_UTF8 ? windows1251 : Buffer.from
  out.write(encoded(`${rows > MOST_ROWS_IN_UTF8 ? '' : '\uFEFF'}${HEADERS.join(';')}\r\n`))
  const now = Date.now()
  const firms = Math.max(10, Math.round(rows / 4))
  for (let row = 1; row <= rows; row++) {
    const age = (1 - row / (rows + 1)) * 1_000
    const created = now - age * DAY_MS - random.below(80_000_000)
    const stay = 10 + random.below(60)
    const isClosed = stay < age && random.chance(0.96)
    const open = newClients.filter(({ meaning }) => meaning === 'open')
    const stage = isClosed ? (random.chance(0.26) ? 'Успешно' : 'Отказ') : random.pick(open).name
    const firm = random.below(firms)
    const company = `ООО «${companyHeads[firm % companyHeads.length]}${companyTails[(firm >> 5) % companyTails.length]}-${firm}»`
    const product = random.pick(products)
    const amount = Math.round(random.around(product.price, 0.5) / 500) * 500
    const owner = random.below(OWNERS)
    const line = [
      row + 1_000_000,
      `${product.name}, ${company}`,
      stage,
      `${String(amount).replace(/\B(?=(?:\d{3})+$)/g, ' ')},00`,
      `${surnames[owner % surnames.length]} ${owner}`,
      company,
      random.pick(sources).name,
      stage === 'Отказ' ? random.pick(lossReasons) : '',
      moment(created),
      isClosed ? moment(created + stay * DAY_MS) : '',
    ]
    if (!out.write(encoded(`${line.join(';')}\r\n`))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return statSync(file).size
}

const CODES = new Map(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code))].map(
    (letter, code) => [letter, code],
  ),
)

/** @throws Error for a letter that the encoding does not have */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = CODES.get(letter)
      if (code === undefined) throw new Error(`not in windows-1251: ${letter}`)
      return code
    }),
  )
}

/** `21.06.2024 15:30`, Moscow. */
function moment(at: number): string {
  const [day = '', time = ''] = new Date(at + 3 * 3_600_000).toISOString().split('T')
  return `${day.split('-').toReversed().join('.')} ${time.slice(0, 5)}`
}
