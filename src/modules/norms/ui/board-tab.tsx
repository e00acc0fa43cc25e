import { Button } from '@mantine/core'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { useMemo, useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigurePanel } from '#web/kit/figure.tsx'
import { HeatMap } from '#web/kit/heat-map.tsx'
import { Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import type { NormKind } from '../contract.ts'
import { BoardTable } from './board-table.tsx'
import { useContactsFigure } from './contacts-figure.ts'
import { type Board, useBoard, useNormsTexts } from './use-norms.ts'

type Props = { period: string; kind: NormKind | undefined }

/** Person × day as a heat map, and the sums below; every cell opens to its contacts. */
export function BoardTab({ period, kind }: Props) {
  const texts = useNormsTexts()
  const go = useGo()
  const { data, error, refetch } = useBoard({ period, kind })
  if (error && !data) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonBlock height={420} />
  if (data.rows.length === 0)
    return (
      <EmptyState
        icon={IconTargetArrow}
        title={texts.rules.empty.title}
        text={texts.rules.empty.text}
        steps={texts.rules.empty.steps}
        action={data.may.issue && <Button onClick={() => go({ to: '/decomposition' })}>{texts.rules.fromPlan}</Button>}
      />
    )
  return (
    <>
      <Section>
        <Heat data={data} kind={kind} />
      </Section>
      <Section title={texts.board.people} flush>
        <BoardTable data={data} period={period} kind={kind} />
      </Section>
    </>
  )
}

function Heat({ data, kind }: { data: Board; kind: NormKind | undefined }) {
  const texts = useNormsTexts()
  const format = useFormat()
  const [opened, setOpened] = useState<{ personId: string; day: string }>()
  const rows = useMemo(() => new Map(data.rows.map((row) => [row.personId, row])), [data])
  const places = useMemo(() => new Map(data.days.map(({ day }, index) => [day, index])), [data])
  const number = (value: number) => format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  const figure = useContactsFigure(
    opened && { ...opened, period: opened.day, name: rows.get(opened.personId)?.name ?? '', kind },
  )
  return (
    <>
      <HeatMap
        title={titleOf()}
        hint={texts.board.hint}
        corner={texts.board.corner}
        columns={data.days.map(({ day }) => ({
          id: day,
          label: String(Number(day.slice(8))),
          hint: `${format.day(day)}, ${format.weekday(day)}`,
        }))}
        rows={data.rows.map((row) => ({
          id: row.personId,
          label: row.name,
          detail: row.total.fulfilment === null ? format.noData : format.share(row.total.fulfilment, { digits: 0 }),
        }))}
        cell={(personId, day) => {
          const row = rows.get(personId)
          const index = places.get(day)
          if (!row || index === undefined) return null
          const state = row.states[index] ?? 'none'
          const done = row.done[index] ?? 0
          const isAhead = day > data.today
          if (state !== 'work')
            return {
              value: null,
              text: done > 0 ? number(done) : '',
              hint: [texts.states[state], done > 0 && number(done)].filter(Boolean).join(', '),
              quiet: true,
            }
          if (isAhead)
            return {
              value: null,
              text: '',
              hint: texts.board.cell(number(done), number(row.norm[index] ?? 0)),
              quiet: true,
            }
          return {
            value: row.shares[index] ?? null,
            text: number(done),
            hint: texts.board.cell(number(done), number(row.norm[index] ?? 0)),
            // Today is not over: its colour would blame too early.
            quiet: day === data.today,
          }
        }}
        scale="norm"
        write={(value) => format.share(value, { digits: 0 })}
        kind="share"
        onCell={(personId, day) => setOpened({ personId, day })}
      />
      {opened && (
        <SidePanel opened onClose={() => setOpened(undefined)} title={figure?.title ?? texts.title}>
          {figure ? <FigurePanel figure={figure} /> : <SkeletonBlock height={200} />}
        </SidePanel>
      )}
    </>
  )

  function titleOf(): string {
    const { fulfilment } = data.total
    if (fulfilment === null) return texts.board.message.none
    const counted = data.rows.filter(({ total }) => total.fulfilment !== null && total.daysWorked > 0)
    const below = counted
      .filter(({ total }) => (total.fulfilment ?? 1) < 0.9)
      .toSorted((a, b) => (a.total.fulfilment ?? 1) - (b.total.fulfilment ?? 1))
    const [worst] = below
    if (!worst) return texts.board.message.good(format.share(fulfilment, { digits: 0 }))
    const share = format.share(worst.total.fulfilment, { digits: 0 })
    return texts.board.message.bad(below.length, counted.length, worst.name, share)
  }
}
