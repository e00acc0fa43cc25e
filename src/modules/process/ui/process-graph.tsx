import { useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigurePanel } from '#web/kit/figure.tsx'
import { GraphChart, type GraphEdge, type GraphNode } from '#web/kit/graph-chart.tsx'
import { Section } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonBlock, SkeletonText } from '#web/kit/skeletons.tsx'
import { type ProcessMap, useProcessTexts, type useOpened } from './use-process.ts'

type Opened = ReturnType<ReturnType<typeof useOpened>>
type Edge = ProcessMap['edges'][number]

interface Props {
  data: ProcessMap | undefined
  nameOf: (place: string) => string
  open: ReturnType<typeof useOpened>
}

const toneOf: Record<Edge['kind'], GraphEdge['tone']> = {
  forward: 'plain',
  start: 'plain',
  skip: 'plain',
  won: 'good',
  lost: 'bad',
  return: 'behind',
  reopen: 'behind',
  moved: 'plain',
}

/** The moves as a graph: the more deals, the wider the line; the median time before each move beside it. */
export function ProcessGraph({ data, nameOf, open }: Props) {
  const texts = useProcessTexts()
  const format = useFormat()
  const [opened, setOpened] = useState<Opened>()
  const nodes = useMemo(
    () =>
      data?.nodes.map((node): GraphNode => ({
        id: node.place,
        label: nameOf(node.place),
        count: node.deals,
        detail: format.moneyCompact(node.amountMinor),
        ...(node.meaning !== 'other' && { tone: node.meaning }),
      })),
    [data, nameOf, format],
  )
  const edges = useMemo(
    () =>
      data?.edges.map((edge): GraphEdge => ({
        from: edge.from,
        to: edge.to,
        count: edge.times,
        ...(edge.medianSeconds !== null && { detail: format.duration(edge.medianSeconds) }),
        tone: toneOf[edge.kind] ?? 'plain',
      })),
    [data, format],
  )
  if (!nodes || !edges) return <SkeletonBlock height={320} />
  return (
    <Section>
      <GraphChart
        title={texts.map.title(format.share(data?.coverage))}
        hint={texts.map.hint}
        nodes={nodes}
        edges={edges}
        onNode={({ id, label, count }) =>
          setOpened(open(label, texts.deals.node(label), format.number(count), { from: id }))
        }
        onEdge={({ from, to, count }) =>
          setOpened(
            open(`${nameOf(from)} → ${nameOf(to)}`, texts.deals.move(nameOf(from), nameOf(to)), format.number(count), {
              from: from,
              to: to,
            }),
          )
        }
      />
      {opened && (
        <SidePanel opened onClose={() => setOpened(undefined)} title={opened.title}>
          <Loaded opened={opened} />
        </SidePanel>
      )}
    </Section>
  )
}

function Loaded({ opened }: { opened: Opened }) {
  const query = useQuery({ queryKey: ['figure', ...opened.key], queryFn: opened.load })
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  return query.data ? <FigurePanel figure={query.data} /> : <SkeletonText lines={8} />
}
