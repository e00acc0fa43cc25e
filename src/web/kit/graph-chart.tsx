import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import type { ChartColors } from './chart-colors.ts'
import { useChartColors } from './use-chart-colors.ts'
import { ChartFrame } from './chart-frame.tsx'
import { edgePath, labelPlace } from './graph-path.ts'
import { layoutGraph, NODE, type PlacedEdge } from './graph-layout.ts'
import css from './graph-chart.module.css'
import { useKitTexts } from './use-kit-texts.ts'
import { useRoom } from './use-room.ts'

export type GraphNode = {
  id: string
  label: string
  count: number
  /** A line below: median time, money. */
  detail?: string
  tone?: 'start' | 'open' | 'won' | 'lost'
  /** Which column it stands in; absent: right of all that lead to it. */
  layer?: number
}

export type GraphEdge = {
  from: string
  to: string
  count: number
  /** On the edge beside the count: median time. */
  detail?: string
  /** Absent: a way back is `behind`, others are plain. */
  tone?: 'plain' | 'good' | 'behind' | 'bad'
}

type Props = {
  title: ReactNode
  hint?: ReactNode
  /** In the order of the process: an edge to an earlier node is a way back. */
  nodes: readonly GraphNode[]
  edges: readonly GraphEdge[]
  onNode?: ((node: GraphNode) => void) | undefined
  onEdge?: ((edge: GraphEdge) => void) | undefined
}

const WIDEST = 9
/** Letters of 12 px stay above 11. */
const LEAST_SCALE = 0.92

/** The real paths as a graph from left to right: the more went a way, the wider it is; ways back run below. */
export function GraphChart({ title, hint, nodes, edges, onNode, onEdge }: Props) {
  const texts = useKitTexts().chart
  const format = useFormat()
  const drawing = useRef<SVGSVGElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const room = useRoom('graph', scroller, true)
  const layout = useMemo(() => layoutGraph(nodes, edges, room), [nodes, edges, room])
  const colors = useChartColors()
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const most = Math.max(1, ...edges.map(({ count }) => count))
  const table = {
    head: [texts.from, texts.to, texts.count, texts.detail],
    rows: edges.map((edge) => [names.get(edge.from), names.get(edge.to), format.number(edge.count), edge.detail ?? '']),
    values: edges.map((edge) => [names.get(edge.from) ?? '', names.get(edge.to) ?? '', edge.count, edge.detail ?? '']),
    kinds: ['text', 'text', 'number', 'text'] as const,
  }
  // As XML and not as HTML: a no-break space is a character there, and no entity that a file would not know.
  const svg = () => (drawing.current ? new XMLSerializer().serializeToString(drawing.current) : '')
  const { width, height } = layout
  return (
    <ChartFrame title={title} hint={hint} table={table} picture={{ svg }} height={Math.max(240, height)}>
      <div ref={scroller} className={css.scroller}>
        <svg
          ref={drawing}
          xmlns="http://www.w3.org/2000/svg"
          className={css.graph}
          width={width}
          height={height}
          // A wide graph shrinks as long as it can be read, then it is scrolled.
          style={{ width: '100%', maxWidth: width, minWidth: Math.round(width * LEAST_SCALE), height: 'auto' }}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={typeof title === 'string' ? title : undefined}
          fontFamily="'Golos Text Variable', system-ui, sans-serif"
          fontSize={12}
        >
          {layout.edges.map((placed) => {
            const edge = edges[placed.index]
            if (!edge) return null
            const said = `${names.get(edge.from)} → ${names.get(edge.to)}: ${format.number(edge.count)}`
            return (
              <Edge
                key={placed.index}
                placed={placed}
                edge={edge}
                said={[said, edge.detail].filter(Boolean).join(' · ')}
                width={Math.max(1, (edge.count / most) * WIDEST)}
                colors={colors}
                onOpen={onEdge && (() => onEdge(edge))}
              />
            )
          })}
          {nodes.map((node) => (
            <Node
              key={node.id}
              node={node}
              at={layout.nodes.get(node.id) ?? { x: 0, y: 0 }}
              count={format.number(node.count)}
              colors={colors}
              onOpen={onNode && (() => onNode(node))}
            />
          ))}
          {/* Above the boxes: where columns stand close a figure reaches over the edge of one. */}
          <g
            textAnchor="middle"
            fill={colors.text}
            stroke={colors.surface}
            strokeWidth={3}
            paintOrder="stroke"
            pointerEvents="none"
            aria-hidden
          >
            {layout.edges.map((placed) => (
              <text key={placed.index} {...labelPlace(placed)}>
                {format.number(edges[placed.index]?.count)}
              </text>
            ))}
          </g>
        </svg>
      </div>
    </ChartFrame>
  )
}

/** What opens is reached by Tab and opened by Enter; what does not open is a picture. */
function opening(label: string, onOpen: (() => void) | undefined) {
  if (!onOpen) return { 'aria-label': label, role: 'img' }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onOpen()
  }
  return { 'aria-label': label, role: 'button', tabIndex: 0, className: css.opens, onClick: onOpen, onKeyDown }
}

type EdgeProps = {
  placed: PlacedEdge
  edge: GraphEdge
  said: string
  width: number
  colors: ChartColors
  onOpen: (() => void) | undefined
}

function Edge({ placed, edge, said, width, colors, onOpen }: EdgeProps) {
  const tones = { plain: colors.forecast, good: colors.ahead, behind: colors.behind, bad: colors.bad }
  const color = tones[edge.tone ?? (placed.kind === 'forward' ? 'plain' : 'behind')]
  const { line, tip } = edgePath(placed, width)
  return (
    <g {...opening(said, onOpen)}>
      <title>{said}</title>
      <path d={line} fill="none" stroke="transparent" strokeWidth={Math.max(16, width)} />
      <path d={line} fill="none" stroke={color} strokeWidth={width} strokeOpacity={0.75} />
      <path d={tip} fill={color} />
    </g>
  )
}

type NodeProps = {
  node: GraphNode
  at: { x: number; y: number }
  count: string
  colors: ChartColors
  onOpen: (() => void) | undefined
}

const LETTERS = 16

function Node({ node, at, count, colors, onOpen }: NodeProps) {
  const edges = { start: colors.text3, open: colors.line, won: colors.ahead, lost: colors.bad }
  const second = [count, node.detail].filter(Boolean).join(' · ')
  return (
    <g
      {...opening(`${node.label}: ${second}`, onOpen)}
      transform={`translate(${at.x - NODE.width / 2} ${at.y - NODE.height / 2})`}
    >
      <title>{`${node.label}: ${second}`}</title>
      <rect
        width={NODE.width}
        height={NODE.height}
        rx={4}
        fill={colors.raised}
        stroke={edges[node.tone ?? 'open']}
        strokeWidth={node.tone === 'won' || node.tone === 'lost' ? 2 : 1}
      />
      <text x={8} y={19} fill={colors.text} fontWeight={600}>
        {node.label.length > LETTERS ? `${node.label.slice(0, LETTERS - 1)}…` : node.label}
      </text>
      <text x={8} y={36} fill={colors.text2}>
        {second}
      </text>
    </g>
  )
}
