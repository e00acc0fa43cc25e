import { useCallback, useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { Records } from './figures.tsx'
import css from './sources.module.css'
import { type SourceLine, type SourcesInput, type SourcesTable, useSourcesTexts } from './use-sources.ts'

/** How many deals came to each stage, and what one of them cost. */
export function StageCosts({
  table,
  input,
  cut,
}: {
  table: SourcesTable
  input: SourcesInput
  cut: 'source' | 'month'
}) {
  const texts = useSourcesTexts()
  const format = useFormat()
  const nameOf = useCallback(
    (line: SourceLine) => (cut === 'month' && line.key ? format.period(line.key) : (line.name ?? texts.noSource)),
    [cut, format, texts],
  )
  const waysOf = (line: SourceLine) =>
    [
      ...table.stages.map(({ id, name }) => ({ id, name, ...line.stages.find(({ stageId }) => stageId === id) })),
      { id: 'won', name: texts.stages.won, ...line.sale },
    ].filter(({ reached }) => reached)
  const columns = useMemo((): Column<SourceLine>[] => {
    const { total, stages } = table
    const at = (line: SourceLine, stageId: string) => line.stages.find((one) => one.stageId === stageId)
    const cell = (line: SourceLine, stageId: string, name: string) => {
      const one = at(line, stageId)
      if (!one || one.reached === 0) return null
      const value = (
        <TwoLines
          first={<NumberCell value={one.reached} />}
          second={one.costMinor === null ? undefined : <MoneyCell minor={one.costMinor} short />}
        />
      )
      return (
        <Records
          of={{ line: line === total ? null : line, cut, input, table }}
          figure="stage"
          stageId={stageId}
          title={name}
        >
          {value}
        </Records>
      )
    }
    const sale = ({ sale: { reached, costMinor } }: SourceLine) =>
      reached === 0 ? null : (
        <TwoLines
          first={<NumberCell value={reached} />}
          second={costMinor === null ? undefined : <MoneyCell minor={costMinor} short />}
        />
      )
    return [
      {
        id: 'name',
        header: cut === 'month' ? texts.columns.month : texts.columns.name,
        always: true,
        width: 190,
        value: (line) => (cut === 'month' ? line.key : line.name),
        cell: nameOf,
        footer: texts.total,
      },
      ...stages.map(({ id, name }): Column<SourceLine> => ({
        id,
        header: name,
        width: 112,
        align: 'end',
        sortDownFirst: true,
        value: (line) => at(line, id)?.costMinor ?? null,
        cell: (line) => cell(line, id, name),
        footer: cell(total, id, name),
      })),
      {
        id: 'won',
        header: texts.stages.won,
        width: 112,
        align: 'end',
        sortDownFirst: true,
        value: (line) => line.sale.costMinor,
        cell: sale,
        footer: sale(total),
      },
    ]
  }, [table, input, cut, texts, nameOf])
  return (
    <Section title={texts.stages.title} hint={texts.stages.hint} flush>
      <DataTable
        id={`sources.stages.${cut}`}
        label={texts.stages.title}
        columns={columns}
        rows={table.rows}
        rowKey={(line) => line.key ?? 'none'}
        card={(line) => (
          <div className={css.ways}>
            <span>{nameOf(line)}</span>
            {waysOf(line).map(({ id, name, reached, costMinor }) => (
              <small key={id}>
                <span>{name}</span>
                <span>{format.number(reached)}</span>
                <span>{costMinor != null && <MoneyCell minor={costMinor} short />}</span>
              </small>
            ))}
          </div>
        )}
        height="auto"
      />
    </Section>
  )
}
