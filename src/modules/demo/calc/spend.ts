import { addDays, type Day, daysBetween, type Month, weekday } from '#core/calendar/day.ts'
import { addMonths, eachMonth, monthNumber, monthOf } from '#core/calendar/month.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'
import { campaigns, seasonality } from './words.ts'

export interface SpendCell {
  sourceId: string
  campaign: string
  day: Day
  amountMinor: number
}

export interface CostCell {
  month: Month
  article: 'pay' | 'tools' | 'hiring' | 'training'
  amountMinor: number
}

/** What was paid for each source by campaign and day: its price of a lead times the leads of an average day, rising and falling. */
export function inventSpend(random: Random, story: Story, today: Day, dealsInAll: number): SpendCell[] {
  const weights = story.sources.reduce((sum, source) => sum + source.weight, 0)
  const days = Math.max(1, daysBetween(story.from, today))
  const cells: SpendCell[] = []
  for (const source of story.sources) {
    if (source.costPerLead === 0) continue
    const own = campaigns.find(({ name }) => name === source.name)
    const usual = (dealsInAll * (source.weight / weights) * source.costPerLead) / days
    for (const { campaign, share, fromMonthsAgo = 99, weekends = true, day: on } of own?.campaigns ?? WHOLE) {
      const begins = `${addMonths(monthOf(today), -fromMonthsAgo)}-01` as Day
      for (let day = story.from; day <= today; day = addDays(day, 1)) {
        if (day < begins || (!weekends && weekday(day) > 5)) continue
        // Paid once a month: a stand at a fair, a month of a platform.
        if (on !== undefined && Number(day.slice(8)) !== on) continue
        const times = on === undefined ? 1 : 30
        const season = seasonality[monthNumber(day) - 1] ?? 1
        const amountMinor = Math.round(usual * share * times * season * (0.6 + random.share() * 0.8)) * 100
        if (amountMinor > 0) cells.push({ sourceId: source.id, campaign, day, amountMinor })
      }
    }
  }
  return cells
}

const WHOLE = [{ campaign: '', share: 1 }] as readonly {
  campaign: string
  share: number
  fromMonthsAgo?: number
  weekends?: boolean
  day?: number
}[]

/** What winning clients cost besides advertising: a part of the sellers' pay, programs, hiring when somebody came, training now and then. */
export function inventCosts(random: Random, { team, from }: Story, today: Day): CostCell[] {
  const rouble = (amount: number) => Math.round(amount / 1_000) * 1_000 * 100
  return eachMonth(monthOf(from), monthOf(today)).flatMap((month): CostCell[] => {
    const sellers = team.members.filter(
      ({ manner, hiredOn, leftOn }) => manner && monthOf(hiredOn) <= month && (!leftOn || monthOf(leftOn) >= month),
    )
    const hired = sellers.filter(({ hiredOn }) => monthOf(hiredOn) === month).length
    const cells: CostCell[] = [
      { month, article: 'pay', amountMinor: rouble(sellers.length * 64_000 * (0.95 + random.share() * 0.1)) },
      { month, article: 'tools', amountMinor: rouble(sellers.length * 2_400 + 18_000) },
      { month, article: 'hiring', amountMinor: rouble(hired * 38_000) },
      { month, article: 'training', amountMinor: random.chance(0.4) ? rouble(25_000 + random.below(60_000)) : 0 },
    ]
    return cells.filter(({ amountMinor }) => amountMinor > 0)
  })
}
