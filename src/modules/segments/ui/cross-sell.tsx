import { SegmentedControl } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { HeatMap } from '#web/kit/heat-map.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import css from './segments.module.css'
import { type SegmentsSearch, useCrossSell, useSegmentsTexts } from './use-segments.ts'

/** Which products the same clients buy: the matrix of lift. */
export function CrossSell({
  search: { by },
  onChange,
}: {
  search: SegmentsSearch
  onChange: (patch: Partial<SegmentsSearch>) => void
}) {
  const texts = useSegmentsTexts()
  const words = texts.cross
  const format = useFormat()
  const { data, error, refetch } = useCrossSell(by)
  const first = data?.pairs[0]
  const lines = (data?.products ?? []).map(({ key, name, clients }) => ({
    id: key,
    label: name,
    detail: format.number(clients),
  }))
  return (
    <Section
      title={words.title}
      actions={
        <SegmentedControl
          aria-label={words.title}
          data={(['group', 'product'] as const).map((value) => ({ value, label: words.by[value] }))}
          value={by}
          onChange={(value) => onChange({ by: value })}
        />
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonBlock height={240} />
      ) : data.pairs.length === 0 ? (
        <p className={css.quiet}>{data.waits ? words.waits : words.empty}</p>
      ) : (
        <HeatMap
          title={words.message(first?.a ?? '', first?.b ?? '', format.counted(first?.clients ?? 0, texts.clientForms))}
          hint={words.hint}
          corner={words.corner}
          columns={lines.map(({ id, label }) => ({ id, label }))}
          rows={lines}
          scale="norm"
          middle={1}
          cell={(row, column) => {
            const [a = '', b = ''] = [row, column].toSorted()
            const pair = data.pairs.find((one) => one.a === a && one.b === b)
            return pair
              ? {
                  value: pair.lift,
                  text: `${format.number(pair.lift, { digits: 2 })} · ${format.number(pair.clients)}`,
                  hint: words.n(format.number(pair.clients)),
                }
              : null
          }}
          write={(value) => format.number(value, { digits: 2 })}
        />
      )}
    </Section>
  )
}
