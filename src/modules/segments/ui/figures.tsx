import { useFormat } from '#web/i18n/use-format.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Section } from '#web/kit/page.tsx'
import { type Summary, useSegmentsTexts } from './use-segments.ts'

const HHI_LOW = 1_500
const HHI_HIGH = 2_500

/** How many clients, who comes back, who leaves, how much hangs on few. */
export function SegmentFigures({ data }: { data: Summary }) {
  const texts = useSegmentsTexts()
  const words = texts.figures
  const format = useFormat()
  const { concentration, churn, repeat, settings } = data
  const silent = data.states.find(({ state }) => state === 'silent')
  const level =
    concentration.hhi === null
      ? null
      : concentration.hhi < HHI_LOW
        ? 'low'
        : concentration.hhi < HHI_HIGH
          ? 'middle'
          : 'high'
  const opened = (title: string, formula: string, value: string, parts: { label: string; value: string }[] = []) => (
    <FigureLink
      figure={{
        title,
        value,
        formula,
        period: texts.months(settings.months),
        scope: texts.scope[data.scope],
        parts,
      }}
    >
      {value}
    </FigureLink>
  )
  const rateParts = (rate: { n: number; low: number | null; high: number | null }) => [
    { label: 'n', value: format.number(rate.n) },
    { label: '95 %', value: `${format.share(rate.low)} – ${format.share(rate.high)}` },
  ]
  return (
    <Section>
      <FigureRow
        figures={[
          {
            id: 'clients',
            label: words.clients,
            value: opened(words.clients, words.formulas.clients, format.number(data.clients)),
            detail: `${format.moneyCompact(data.recentMinor)} ${texts.months(settings.months)}`,
          },
          {
            id: 'repeat',
            label: words.repeat,
            value: opened(words.repeat, words.formulas.repeat, format.share(repeat.share), rateParts(repeat)),
            detail: `n = ${format.number(repeat.n)}`,
          },
          {
            id: 'churn',
            label: words.churn,
            value: opened(words.churn, words.formulas.churn, format.share(churn.share), rateParts(churn)),
            detail: words.churnDetail(format.number(settings.lostAfter, { digits: 1 }), format.number(churn.n)),
          },
          {
            id: 'top20',
            label: words.top20,
            value: opened(words.top20, words.formulas.top20, format.share(concentration.top20)),
            detail: words.top(format.share(concentration.top1), format.share(concentration.top5)),
          },
          {
            id: 'hhi',
            label: words.hhi,
            value: opened(words.hhi, words.formulas.hhi, format.number(concentration.hhi)),
            ...(level && { detail: words.hhiLevels[level] }),
            ...(level === 'high' && { tone: 'behind' as const }),
          },
          {
            id: 'silent',
            label: words.silent,
            value: (
              <FigureLink
                figure={{
                  title: words.silent,
                  value: format.number(silent?.clients),
                  formula: words.formulas.silent,
                  period: texts.months(settings.months),
                  scope: texts.scope[data.scope],
                  list: { to: '/segments', search: { state: 'silent' } },
                }}
              >
                {format.number(silent?.clients)}
              </FigureLink>
            ),
            detail: words.silentDetail(format.moneyCompact(silent?.recentMinor)),
            ...(silent && silent.clients > 0 && { tone: 'behind' as const }),
          },
        ]}
      />
    </Section>
  )
}
