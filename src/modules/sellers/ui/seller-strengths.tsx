import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { Profile } from './seller-page.tsx'
import css from './sellers.module.css'
import { useSellersTexts } from './use-sellers.ts'

type Area = Profile['strengths'][number]

/** Where he is better and worse than the others beyond chance, and what it has brought or cost. */
export function SellerStrengths({ profile }: { profile: Profile }) {
  const texts = useSellersTexts().profile
  const format = useFormat()
  const { strengths, stageNames } = profile
  const columns = useMemo((): Column<Area>[] => {
    const most = Math.max(1, ...strengths.map(({ effectMinor }) => Math.abs(effectMinor ?? 0)))
    const nameOf = (area: Area) =>
      area.stageId === null ? texts.winRate : texts.stage(stageNames.find(({ id }) => id === area.stageId)?.name ?? '')
    const isSure = ({ verdict }: Area) => verdict === 'strength' || verdict === 'leak'
    return [
      {
        id: 'where',
        header: texts.where,
        always: true,
        width: 150,
        cell: (area) => (
          <TwoLines
            first={nameOf(area)}
            second={
              <span data-verdict={area.verdict} className={css.verdict}>
                {texts.verdicts[area.verdict]}
              </span>
            }
          />
        ),
      },
      {
        id: 'own',
        header: texts.own,
        align: 'end',
        width: 168,
        cell: ({ own }) => (
          <span className={own.small ? css.quiet : undefined}>
            <ShareCell share={own.share} n={own.n} low={own.low ?? undefined} high={own.high ?? undefined} digits={0} />
          </span>
        ),
      },
      {
        id: 'others',
        header: texts.others,
        align: 'end',
        width: 84,
        cell: ({ others }) => (others ? format.share(others.share, { digits: 0 }) : <None why={texts.noPeersWhy} />),
      },
      {
        id: 'effect',
        header: texts.effect,
        hint: texts.effectHint,
        align: 'end',
        width: 164,
        cell: (area) =>
          isSure(area) ? (
            <DeltaCell value={area.effectMinor} as="money" good="up" scale={most} />
          ) : (
            <None why={texts.verdictWhy[area.verdict]} />
          ),
      },
    ]
  }, [texts, format, strengths, stageNames])
  return (
    <DataTable
      id="sellers.strengths"
      label={texts.strengths}
      columns={columns}
      rows={strengths}
      rowKey={({ stageId }) => stageId ?? 'all'}
      height="auto"
      empty={<p className={css.note}>{texts.noDeals}</p>}
    />
  )
}
