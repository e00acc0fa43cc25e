import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { api } from '#web/api.ts'
import type { Figure, FigurePart, FigureRecord } from '#web/kit/figure.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import type { Tile } from '../contract.ts'
import type { BoardInput } from './filters.ts'
import css from './kpi.module.css'
import { ThresholdForm } from './threshold-form.tsx'
import { type Declared, useKpiTexts, useWriting } from './use-kpi.ts'

interface Asked {
  tile: Tile
  declared: Declared | undefined
  input: BoardInput
  mayEdit: boolean
  /** Whose data, in words. */
  scope: string
}

type Metric = Parameters<typeof api.metrics.records>[0]['metric']

const SHOWN = 15

/** Everything behind a tile: formula, parts by people, why it has changed, the newest records, its borders. */
export function useTileFigure({ tile, declared, input, mayEdit, scope }: Asked) {
  const texts = useKpiTexts().figure
  const format = useFormat()
  const write = useWriting()
  const viewer = useViewer()
  const title = declared?.label ?? tile.key
  const question = { period: input.period, ...(input.departmentId && { departmentIds: [input.departmentId] }) }
  const metric = tile.key as Metric

  const load = async (): Promise<Figure> => {
    const [parts, records, why] = await Promise.all([partsOf(), recordsOf(), explained()])
    return {
      title,
      value: write.value(tile, tile.value),
      formula: declared?.formula ?? '',
      period: format.period(input.period),
      scope,
      ...(parts.length > 0 && { parts }),
      ...(records.length > 0 && { records }),
      note: noteOf(why),
      list:
        tile.key === 'norms'
          ? { to: '/norms' }
          : {
              to: '/metrics',
              search: { metrics: metric, rows: canBeCut('seller') ? 'seller' : 'month', period: input.period },
            },
      more: mayEdit && !tile.missing && <ThresholdForm tile={tile} />,
    }
  }
  return { key: ['kpi', tile.key, input, tile.value, tile.threshold?.version ?? 0], title, load }

  function canBeCut(dimension: string): boolean {
    return declared?.dimensions.includes(dimension) ?? false
  }

  /** What each seller, or each department, has of it; whoever sees one person alone sees no parts. */
  async function partsOf(): Promise<FigurePart[]> {
    const by = viewer.role === 'seller' ? null : (['seller', 'department'] as const).find(canBeCut)
    if (!by || tile.missing) return []
    const { rows } = await api.metrics
      .figures({ ...question, metrics: [metric], dimensions: [by] })
      .catch(() => ({ rows: [] }))
    return rows.flatMap((row): FigurePart[] => {
      const figure = row.figures[metric]
      if (figure?.value == null || (figure.value === 0 && figure.n === 0)) return []
      const id = row.keys[0]
      return [
        {
          label: row.labels[0] ?? '',
          value: <span className={figure.small ? css.small : undefined}>{write.value(tile, figure.value)}</span>,
          ...(by === 'seller' && id && { target: { to: `/sellers/${id}`, search: { period: input.period } } }),
        },
      ]
    })
  }

  async function recordsOf(): Promise<FigureRecord[]> {
    if (!declared?.hasRecords || tile.missing) return []
    const { rows } = await api.metrics.records({ ...question, metric, limit: SHOWN }).catch(() => ({ rows: [] }))
    return rows.map((record) => ({
      id: `${record.kind} ${record.id} ${record.at}`,
      label: record.title ?? format.noData,
      detail: [record.ownerName, momentOf(format, record.at)].filter(Boolean).join(' · '),
      value: record.amountMinor === null ? '' : format.money(record.amountMinor),
      ...(record.dealId && { target: { to: `/deals/${record.dealId}` } }),
    }))
  }

  async function explained(): Promise<string | null> {
    if (tile.missing || tile.value === null || tile.key === 'norms') return null
    return api.metrics.explain({ ...question, metric }).then(
      ({ text }) => text,
      () => null,
    )
  }

  function noteOf(why: string | null) {
    if (tile.missing) {
      return (
        <>
          {declared?.missing} {texts.survey} <Link to="/settings/fields">{texts.surveyAction}</Link>
        </>
      )
    }
    return why ?? declared?.meaning
  }
}

const momentOf = (format: Format, at: string) => format.dateTime(at)
