import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { BehindLink, type PageFilters } from './behind.tsx'
import { RateFigure, type View } from './headline.tsx'
import { useFunnelTexts } from './use-funnel.ts'

type Row = View['cohort']['stages'][number] & { name: string }

/** Where deals of the cohort were lost, in count and money. */
export function DropOff({ view, filters }: { view: View | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { dropOff } = texts
  const rows = view?.cohort.stages.map((stage): Row => ({
    ...stage,
    name: view.stages.find(({ id }) => id === stage.stageId)?.name ?? '',
  }))
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'stage', header: dropOff.stage, cell: (row) => row.name, always: true, width: 170 },
      {
        id: 'left',
        header: dropOff.left,
        align: 'end',
        width: 110,
        cell: (row) => <NumberCell value={row.dropOff.n} />,
      },
      {
        id: 'lost',
        header: dropOff.lost,
        align: 'end',
        width: 100,
        cell: (row) => (
          <BehindLink {...filters} of="cohort_lost_stage" stageId={row.stageId} title={`${dropOff.lost}: ${row.name}`}>
            <NumberCell value={row.lost.n} />
          </BehindLink>
        ),
      },
      {
        id: 'share',
        header: dropOff.share,
        align: 'end',
        width: 170,
        cell: (row) =>
          row.dropOff.n === 0 ? <ShareCell share={null} why={dropOff.none} /> : <RateFigure rate={row.dropOff} />,
      },
      {
        id: 'money',
        header: dropOff.money,
        align: 'end',
        width: 120,
        cell: (row) => <MoneyCell minor={row.lost.amountMinor} short />,
      },
      {
        id: 'moneyShare',
        header: dropOff.moneyShare,
        align: 'end',
        width: 120,
        cell: (row) => <ShareCell share={row.dropOffByMoney} why={dropOff.none} />,
      },
    ],
    [dropOff, filters],
  )
  return (
    <Section title={dropOff.title} hint={dropOff.hint} flush>
      <DataTable
        id="funnel.drop-off"
        label={dropOff.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.stageId}
        rowTone={(row) => (row.stageId === view?.cohort.worstLeakStageId ? 'bad' : undefined)}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={<RateFigure rate={row.dropOff} />}
            second={`${dropOff.lost} ${format.number(row.lost.n)} · ${format.moneyCompact(row.lost.amountMinor)}`}
          />
        )}
        height="auto"
        skeletonRows={5}
      />
    </Section>
  )
}
