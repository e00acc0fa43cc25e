import { useFormat } from '#web/i18n/use-format.tsx'
import type { Figure } from '#web/kit/figure.tsx'
import type { Target } from '#web/kit/routing.tsx'
import type { Estimate } from '../calc/shrink.ts'
import { useDecompositionTexts } from './use-decomposition.ts'

type Asked = { title: string; formula: string; note?: string; write: (value: number) => string; list?: Target }

/** Opens an estimate: his own, the team's, what is used, its interval. */
export function useEstimateFigure(months: number) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  return ({ value, n, own, team, low, high }: Estimate, { title, formula, note, write, list }: Asked): Figure => {
    const words = texts.figure.parts
    const said = (one: number | null) => (one === null ? format.noData : write(one))
    return {
      title,
      value: said(value),
      formula,
      period: texts.figure.scope(months),
      scope: '',
      ...(note && { note }),
      parts: [
        { label: words.used, value: said(value) },
        {
          label: words.interval,
          value: low === null || high === null ? format.noData : texts.range(write(low), write(high)),
        },
        { label: words.own, value: said(own) },
        { label: words.n, value: format.number(n) },
        { label: words.team, value: team === null ? texts.figure.hiddenTeam : write(team) },
      ],
      ...(list && { list }),
    }
  }
}
