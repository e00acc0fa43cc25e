import { parsePeriod } from '#core/calendar/period.ts'
import { formats } from '#core/i18n/format.ts'
import { dealSizeKeys } from '../calc/deal-sizes.ts'
import type { DimensionKey } from '../calc/declarations.ts'
import { isTime } from '../calc/time-buckets.ts'
import { namesOf } from '../data/names.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { MetricAsking } from './figures.ts'

const texts = { ru, en }

/** How the values of a dimension are called and in which order they stand. */
export interface Labels {
  of(key: string | null): string
  /** Lower stands first; NaN: no order of its own. */
  place(key: string | null): number
}

export async function labelsOf({ tx, actor }: MetricAsking, dimension: DimensionKey): Promise<Labels> {
  const words = texts[actor.language]
  const none =
    words.none[dimension.startsWith('field:') ? 'field' : (dimension as keyof typeof words.none)] ?? words.none.field
  if (dimension === 'company') return { of: () => actor.workspace.name, place: () => 0 }
  if (isTime(dimension)) {
    const format = formats(actor.language)
    return {
      of: (key) => {
        const period = parsePeriod(key ?? '')
        return period ? format.period(period) : none
      },
      place: (key) => Date.parse(parsePeriod(key ?? '')?.start ?? '1970-01-01'),
    }
  }
  const fixed: Record<string, string> | undefined =
    dimension === 'dealSize' ? words.dealSizes : dimension === 'clientKind' ? words.clientKinds : undefined
  if (fixed) {
    const order: readonly string[] = dimension === 'dealSize' ? dealSizeKeys : ['new', 'existing']
    return {
      of: (key) => (key === null ? none : (fixed[key] ?? key)),
      place: (key) => (key === null ? order.length : order.indexOf(key)),
    }
  }
  const names = await namesOf(tx, dimension)
  const order = new Map([...names.keys()].map((id, place) => [id, place]))
  return {
    of: (key) => (key === null ? none : (names.get(key) ?? (names.size > 0 ? words.unknown : key))),
    place: (key) => (dimension === 'stage' ? (order.get(key ?? '') ?? Number.MAX_SAFE_INTEGER) : Number.NaN),
  }
}
