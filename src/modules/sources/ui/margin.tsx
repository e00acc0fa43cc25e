import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import type { SourcesUiTexts } from './texts.ru.ts'
import { type SourceLine, useSourcesTexts } from './use-sources.ts'

/** The margin of what a source has sold, and whose margin that is. */
export function MarginCell({ line }: { line: SourceLine }) {
  const texts = useSourcesTexts()
  const format = useFormat()
  return (
    <TwoLines
      first={format.share(line.margin, { digits: 0 })}
      second={line.marginBasis === null ? undefined : texts.marginBases[line.marginBasis]}
    />
  )
}

/** What the margin was reckoned from, for a figure that opens: sales of products with a cost, that cost, and whose margin the rest has. */
export function marginParts(
  line: SourceLine,
  texts: SourcesUiTexts,
  format: ReturnType<typeof useFormat>,
): { label: string; value: string }[] {
  const { margin, marginBasis, coveredMinor, goodsMinor } = line
  const words = texts.marginParts
  return [
    {
      label: texts.columns.margin,
      value: [format.share(margin), marginBasis && texts.marginBases[marginBasis]].filter(Boolean).join(' · '),
    },
    ...(coveredMinor === 0
      ? []
      : [
          { label: words.covered, value: format.money(coveredMinor) },
          { label: words.goods, value: format.money(goodsMinor) },
        ]),
  ]
}
