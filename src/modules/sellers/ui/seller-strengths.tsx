import { useCallback, useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { Profile } from './seller-page.tsx'
import css from './sellers.module.css'
import { useSellersTexts } from './use-sellers.ts'

type Area = Profile['strengths'][number]

const isSure = ({ verdict }: Area) => verdict === 'strength' || verdict === 'leak'

/** Where he is better and worse than the others beyond chance, and what it has brought or cost. */
export function SellerStrengths({ profile }: { profile: Profile }) {
  const texts = useSellersTexts().profile
  const format = useFormat()
  const { strengths, stageNames } = profile
  const nameOf = useCallback(
    (area: Area) =>
      area.stageId === null ? texts.winRate : texts.stage(stageNames.find(({ id }) => id === area.stageId)?.name ?? ''),
    [texts, stageNames],
  )
  const columns = useMemo((): Column<Area>[] => {
    const most = Math.max(1, ...strengths.map(({ effectMinor }) => Math.abs(effectMinor ?? 0)))
    return [
      {
        id: 'where',
        header: texts.where,
        always: true,
        width: 172,
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
        width: 172,
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
        width: 162,
        cell: (area) =>
          isSure(area) ? (
            <DeltaCell value={area.effectMinor} as="money" good="up" scale={most} />
          ) : (
            <None why={texts.verdictWhy[area.verdict]} />
          ),
      },
    ]
  }, [texts, format, strengths, nameOf])
  return (
    <DataTable
      id="sellers.strengths"
      label={texts.strengths}
      columns={columns}
      rows={strengths}
      rowKey={({ stageId }) => stageId ?? 'all'}
      height="auto"
      card={(area) => (
        <TwoLines
          first={`${nameOf(area)}: ${texts.verdicts[area.verdict]}`}
          second={[
            `${format.share(area.own.share, { digits: 0 })} (n = ${format.number(area.own.n)})`,
            area.others && `${texts.others.toLowerCase()} ${format.share(area.others.share, { digits: 0 })}`,
            isSure(area) && format.moneyCompact(area.effectMinor, { signed: true }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      )}
      empty={<p className={css.note}>{texts.noDeals}</p>}
    />
  )
}
