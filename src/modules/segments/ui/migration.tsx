import { SegmentedControl } from '@mantine/core'
import { addDays, type Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { HeatMap } from '#web/kit/heat-map.tsx'
import { Section } from '#web/kit/page.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { abcClasses, states, xyzClasses } from '../contract.ts'
import css from './segments.module.css'
import { type SegmentsSearch, useMigration, useSegmentsTexts } from './use-segments.ts'

const NONE = 'none'
/** How far back a comparison begins. */
const QUARTER_DAYS = 92
const kinds = ['abc', 'xyz', 'state'] as const

/** From which class to which clients went between two computations. */
export function MigrationMatrix({
  search,
  asOf,
  onChange,
}: {
  search: SegmentsSearch
  asOf: string
  onChange: (patch: Partial<SegmentsSearch>) => void
}) {
  const texts = useSegmentsTexts()
  const words = texts.migration
  const format = useFormat()
  const { of } = search
  const from = search.from && search.from < asOf ? search.from : addDays(asOf as Day, -QUARTER_DAYS)
  const { data, error, refetch } = useMigration(of, from, asOf, true)
  const classes: readonly string[] = of === 'abc' ? abcClasses : of === 'xyz' ? xyzClasses : states
  const labelOf = (id: string) =>
    id === NONE ? words.absent : of === 'state' ? texts.states[states.find((one) => one === id) ?? 'active'] : id
  const lines = [...classes, NONE].map((id) => ({ id, label: labelOf(id) }))
  const days = (data?.days ?? []).filter((day) => day < asOf)
  return (
    <Section
      title={words.title}
      actions={
        <div className={css.filters}>
          <SegmentedControl
            aria-label={words.title}
            data={kinds.map((value) => ({ value, label: words.of[value] }))}
            value={of}
            onChange={(value) => onChange({ of: value })}
          />
          {days.length > 0 && (
            <Choice
              aria-label={words.from}
              options={days.map((day) => ({ value: day, label: format.dayFull(day) }))}
              value={data?.fromDay ?? null}
              onChange={(day) => onChange({ from: day ?? undefined })}
            />
          )}
        </div>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonBlock height={200} />
      ) : !data.fromDay || !data.toDay || data.fromDay === data.toDay ? (
        <p className={css.quiet}>{words.needsTwo}</p>
      ) : (
        <HeatMap
          title={
            of === 'abc'
              ? words.message(format.counted(leftA(data.cells), texts.clientForms))
              : words.period(format.dayFull(data.fromDay), format.dayFull(data.toDay))
          }
          hint={words.hint(format.dayFull(data.fromDay), format.dayFull(data.toDay))}
          corner={words.corner}
          columns={lines}
          rows={lines}
          cell={(row, column) => {
            const clients = data.cells
              .filter((one) => (one.from ?? NONE) === row && (one.to ?? NONE) === column)
              .reduce((sum, one) => sum + one.clients, 0)
            return clients === 0 ? null : { value: clients, quiet: row === column }
          }}
          write={(value) => format.number(value)}
        />
      )}
    </Section>
  )
}

function leftA(cells: readonly { from: string | null; to: string | null; clients: number }[]): number {
  return cells.reduce((sum, { from, to, clients }) => sum + (from === 'A' && to !== 'A' ? clients : 0), 0)
}
