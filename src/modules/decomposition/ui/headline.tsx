import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Section } from '#web/kit/page.tsx'
import { capacityOf } from '../calc/capacity.ts'
import type { Need } from '../calc/decompose.ts'
import { type SellerAnswer, useDecompositionTexts } from './use-decomposition.ts'

/** The message in figures: from the plan to the calls of a day, and whether they fit. */
export function Headline({ answer, need, days }: { answer: SellerAnswer; need: Need; days: number }) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.figures
  const { row, settings } = answer
  const whole = (value: number) => format.number(Math.ceil(value - 0.01))
  const one = (value: number) => format.number(value, { digits: value < 10 ? 1 : 0 })
  const perDay = need.contacts.map(({ kind, perDay: { value } }) => ({ kind, perDay: value }))
  const { minutesPerDay, load } = capacityOf(perDay, settings.minutes, settings.hoursPerDay)
  const contact = (kind: 'call' | 'meeting') => {
    const range = need.contacts.find((found) => found.kind === kind)?.perDay
    return {
      id: kind,
      label: words.perDay(texts.kinds[kind]),
      value: range ? one(range.value) : format.noData,
      ...(range && { detail: texts.range(one(range.low), one(range.high)) }),
    }
  }
  return (
    <Section
      title={texts.chain.title(
        format.moneyCompact(need.targetMinor),
        texts.chain.wonWord(Math.ceil(need.won.value - 0.01)),
        texts.chain.leadsWord(Math.ceil(need.leads.value - 0.01)),
      )}
      hint={words.days(format.number(days))}
    >
      <FigureRow
        figures={[
          {
            id: 'plan',
            label: words.plan,
            value: <MoneyCell minor={row.planMinor} short />,
            detail: `${words.fact} ${format.moneyCompact(row.factMinor)}`,
          },
          {
            id: 'won',
            label: words.won,
            value: whole(need.won.value),
            detail: texts.range(one(need.won.low), one(need.won.high)),
          },
          {
            id: 'leads',
            label: words.leads,
            value: whole(need.leads.value),
            detail: [
              need.leadsPerDay && words.perDayLeads(one(need.leadsPerDay.value)),
              texts.range(whole(need.leads.low), whole(need.leads.high)),
            ]
              .filter(Boolean)
              .join(' · '),
          },
          contact('meeting'),
          contact('call'),
          {
            id: 'load',
            label: words.load,
            value: format.share(load, { digits: 0 }),
            detail: words.loadDetail(
              format.number(Math.round(minutesPerDay)),
              format.number(settings.hoursPerDay, { digits: settings.hoursPerDay % 1 ? 1 : 0 }),
            ),
            tone: load > 1 ? 'bad' : load > 0.9 ? 'behind' : undefined,
          },
        ]}
      />
    </Section>
  )
}
