import { useFormat } from '#web/i18n/use-format.tsx'
import { HeatMap } from '#web/kit/heat-map.tsx'
import { Section } from '#web/kit/page.tsx'
import { abcClasses, xyzClasses } from '../contract.ts'
import { type SegmentsSearch, type Summary, useSegmentsTexts } from './use-segments.ts'

const columns = [...xyzClasses, 'none'] as const

/** Nine classes and the new ones; a cell opens its clients. */
export function ClassMatrix({
  data,
  onChoose,
}: {
  data: Summary
  onChoose: (chosen: Pick<SegmentsSearch, 'abc' | 'xyz'>) => void
}) {
  const texts = useSegmentsTexts()
  const words = texts.matrix
  const format = useFormat()
  const at = (row: string, column: string) =>
    data.cells.find(({ abc, xyz }) => abc === row && (xyz ?? 'none') === column)
  const ofA = data.cells
    .filter(({ abc }) => abc === 'A')
    .reduce((sum, one) => ({ clients: sum.clients + one.clients, recentMinor: sum.recentMinor + one.recentMinor }), {
      clients: 0,
      recentMinor: 0,
    })
  return (
    <Section>
      <HeatMap
        title={words.message(format.counted(ofA.clients, texts.clientForms), format.moneyCompact(ofA.recentMinor))}
        hint={words.hint}
        corner={words.corner}
        columns={columns.map((id) => ({ id, label: id === 'none' ? words.fresh : id }))}
        rows={abcClasses.map((id) => ({ id, label: id }))}
        cell={(row, column) => {
          const cell = at(row, column)
          return cell
            ? {
                value: cell.clients,
                text:
                  cell.clients === 0 ? '' : `${format.number(cell.clients)} · ${format.moneyCompact(cell.recentMinor)}`,
                hint: words.of(format.money(cell.recentMinor)),
              }
            : null
        }}
        write={(value) => format.number(value)}
        onCell={(row, column) => {
          const chosen = at(row, column)
          if (chosen) onChoose({ abc: chosen.abc, xyz: chosen.xyz ?? 'none' })
        }}
      />
    </Section>
  )
}
