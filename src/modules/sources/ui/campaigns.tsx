import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { MoneyCell, NumberCell } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { sourcesContract } from '../contract.ts'
import { RateCell } from './rate-cell.tsx'
import css from './sources.module.css'
import { type SourcesInput, useCampaigns, useSourcesTexts } from './use-sources.ts'

type Campaign = Outputs<typeof sourcesContract>['campaigns']['rows'][number]

/** What the campaigns of one source cost and brought. */
export function Campaigns({
  input,
  sourceId,
  name,
  onClose,
}: {
  input: SourcesInput
  sourceId: string
  name: string
  onClose: () => void
}) {
  const texts = useSourcesTexts()
  const words = texts.campaigns
  const { data, error, refetch } = useCampaigns(input, sourceId)
  const columns = useMemo((): Column<Campaign>[] => {
    const money = (id: string, header: string, value: (row: Campaign) => number | null): Column<Campaign> => ({
      id,
      header,
      width: 120,
      align: 'end',
      sortDownFirst: true,
      value,
      cell: (row) => <MoneyCell minor={value(row)} short />,
    })
    const count = (id: 'leads' | 'deals' | 'won', header: string): Column<Campaign> => ({
      id,
      header,
      width: 96,
      align: 'end',
      sortDownFirst: true,
      value: (row) => row[id],
      cell: (row) => <NumberCell value={row[id]} />,
    })
    return [
      {
        id: 'campaign',
        header: words.campaign,
        always: true,
        width: 260,
        value: (row) => row.campaign,
        cell: (row) => row.campaign || words.none,
      },
      money('spend', texts.columns.spend, (row) => row.spendMinor),
      count('leads', words.leads),
      money('leadCost', texts.columns.leadCost, (row) => row.leadCostMinor),
      count('deals', words.deals),
      count('won', words.won),
      {
        id: 'conversion',
        header: texts.columns.conversion,
        width: 120,
        align: 'end',
        value: (row) => (row.conversion.small ? null : row.conversion.share),
        cell: (row) => <RateCell rate={row.conversion} />,
      },
      money('wonMinor', words.wonMoney, (row) => row.wonMinor),
      money('winCost', words.winCost, (row) => row.winCostMinor),
    ]
  }, [texts, words])
  return (
    <Section
      title={words.title(name)}
      hint={words.hint}
      flush
      actions={
        <Button variant="subtle" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <DataTable
        id="sources.campaigns"
        label={words.title(name)}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.campaign}
        error={error}
        onRepeat={() => void refetch()}
        height="auto"
        empty={<p className={css.quiet}>{words.empty}</p>}
      />
    </Section>
  )
}
