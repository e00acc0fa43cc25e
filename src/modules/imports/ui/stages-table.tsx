import { ActionIcon, Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import css from './imports.module.css'
import type { MatchProps } from './pipelines-table.tsx'
import { type Mapping, type Matching, useImportTexts } from './use-imports.ts'

type StageChoice = Mapping['stages'][number]
type Meaning = 'open' | 'won' | 'lost'
type FoundStage = Matching['stages'][number]

const NEW = 'new'
const MEANINGS: readonly Meaning[] = ['open', 'won', 'lost']

const isSame = (a: { pipeline: string; value: string }, b: { pipeline: string; value: string }) =>
  a.pipeline === b.pipeline && a.value === b.value

/** Stages of the file that nobody has given a meaning. */
export function openStages({ stages }: Mapping, matching: Matching): FoundStage[] {
  return matching.stages.filter((found) => !stages.some((one) => isSame(one, found)))
}

/** What each stage of the file means. A stage without a meaning keeps the file outside. */
export function StagesTable({ mapping, matching, onChange }: MatchProps) {
  const texts = useImportTexts()
  const open = openStages(mapping, matching)
  const set = (found: FoundStage, to: StageChoice['to'] | null) => {
    const others = mapping.stages.filter((one) => !isSame(one, found))
    onChange({ stages: to ? [...others, { pipeline: found.pipeline, value: found.value, to }] : others })
  }
  const restOpen = () =>
    onChange({
      stages: [
        ...mapping.stages,
        ...open.map(({ pipeline, value }) => ({
          pipeline,
          value,
          to: { name: value || texts.match.noStage, meaning: 'open' as const, position: 55 },
        })),
      ],
    })
  const hasNew = mapping.stages.some(({ to }) => 'name' in to)
  return (
    <Section
      title={texts.match.stages}
      hint={open.length > 0 ? texts.match.undecided(open.length) : hasNew ? texts.match.order : null}
      actions={
        open.length > 1 && (
          <Button variant="default" onClick={restOpen}>
            {texts.match.restOpen}
          </Button>
        )
      }
      flush
    >
      <table className={css.table}>
        <thead>
          <tr>
            <th>{texts.match.stageOfFile}</th>
            <th className={css.count}>{texts.match.rows}</th>
            <th>{texts.match.to}</th>
            <th>{texts.match.meaning}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {inOrder(mapping, matching).map((found) => (
            <StageLine
              key={`${found.pipeline}\n${found.value}`}
              found={found}
              mapping={mapping}
              matching={matching}
              onSet={(to) => set(found, to)}
              onStages={(stages) => onChange({ stages })}
            />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

interface LineProps {
  found: FoundStage
  mapping: Mapping
  matching: Matching
  onSet: (to: StageChoice['to'] | null) => void
  onStages: (stages: StageChoice[]) => void
}

function StageLine({ found, mapping, matching, onSet, onStages }: LineProps) {
  const texts = useImportTexts()
  const format = useFormat()
  const to = mapping.stages.find((one) => isSame(one, found))?.to
  const phone = usePhone()
  const isHistory = mapping.repeated === 'history'
  const pipeline = mapping.pipelines.find(({ value }) => value === found.pipeline)?.to
  const known =
    pipeline && 'pipelineId' in pipeline
      ? (matching.pipelines.find(({ id }) => id === pipeline.pipelineId)?.stages ?? [])
      : []
  const stage = to && 'stageId' in to ? known.find(({ id }) => id === to.stageId) : undefined
  const meaning = stage?.meaning ?? (to && 'meaning' in to ? to.meaning : null)
  const wholeFile = matching.stages.length === 1 && found.value === ''
  const name = found.value || (wholeFile ? texts.match.allRows : texts.match.noStage)
  const newName = found.value || texts.match.meanings.open
  const fresh = to && 'name' in to ? to : null
  const order = inOrder(mapping, matching).filter((one) => one.pipeline === found.pipeline && isNew(mapping, one))
  const at = order.findIndex((one) => isSame(one, found))
  const move = (by: number) => {
    const swapped = order.toSpliced(at, 1).toSpliced(Math.max(0, at + by), 0, found)
    onStages(
      mapping.stages.map((one) => {
        const place = swapped.findIndex((other) => isSame(other, one))
        return place === -1 || !('name' in one.to) ? one : { ...one, to: { ...one.to, position: place + 1 } }
      }),
    )
  }
  return (
    <tr {...(!to && { 'data-tone': 'behind' })}>
      <td>
        {name}
        {found.pipeline && <span className={css.sub}>{found.pipeline}</span>}
      </td>
      <td className={css.count}>{phone ? texts.rows(found.rows) : format.number(found.rows)}</td>
      <td>
        <div className={css.target}>
          <Select
            aria-label={`${texts.match.to}: ${name}`}
            data={[
              ...known.map((one) => ({ value: one.id, label: one.name })),
              {
                value: NEW,
                label: fresh && found.value !== '' ? `${texts.match.newStage}: ${fresh.name}` : texts.match.newStage,
              },
            ]}
            value={stage?.id ?? (fresh ? NEW : null)}
            placeholder={isHistory ? texts.match.noMove : texts.match.newStage}
            allowDeselect={isHistory}
            onChange={(id) => {
              if (id === null) {
                onSet(null)
                return
              }
              onSet(id === NEW ? { name: newName, meaning: meaning ?? 'open', position: 55 } : { stageId: id })
            }}
          />
          {fresh && found.value === '' && (
            <TextInput
              aria-label={texts.match.stageName}
              placeholder={texts.match.stageName}
              value={fresh.name}
              maxLength={200}
              onChange={(event) => onSet({ ...fresh, name: event.currentTarget.value })}
            />
          )}
        </div>
      </td>
      <td>
        {stage ? (
          texts.match.meanings[stage.meaning]
        ) : (
          <SegmentedControl
            aria-label={`${texts.match.meaning}: ${name}`}
            data={MEANINGS.map((one) => ({ value: one, label: texts.match.meanings[one] }))}
            // None is chosen until somebody chooses: a guess is never made for a name that says nothing.
            value={meaning ?? ''}
            onChange={(one) =>
              onSet({
                name: fresh?.name ?? newName,
                meaning: MEANINGS.find((known_) => known_ === one) ?? 'open',
                position: fresh?.position ?? 55,
              })
            }
          />
        )}
      </td>
      <td>
        {fresh?.meaning === 'open' && (
          <>
            <ActionIcon
              variant="subtle"
              aria-label={`${texts.match.up}: ${name}`}
              disabled={at <= 0}
              onClick={() => move(-1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={`${texts.match.down}: ${name}`}
              disabled={at === order.length - 1}
              onClick={() => move(1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
          </>
        )}
      </td>
    </tr>
  )
}

const isNew = ({ stages }: Mapping, found: FoundStage): boolean => {
  const to = stages.find((one) => isSame(one, found))?.to
  return to !== undefined && 'name' in to && to.meaning === 'open'
}

/** Undecided first, then open stages in their order, then won and lost. */
function inOrder(mapping: Mapping, matching: Matching): FoundStage[] {
  const known = matching.pipelines.flatMap(({ stages }) =>
    stages.map((stage, index) => [stage.id, { ...stage, index }] as const),
  )
  const byId = new Map(known)
  const place = (found: FoundStage): number => {
    const to = mapping.stages.find((one) => isSame(one, found))?.to
    if (!to) return -1
    const meaning = 'stageId' in to ? byId.get(to.stageId)?.meaning : to.meaning
    const position = 'stageId' in to ? (byId.get(to.stageId)?.index ?? 0) : to.position
    return (meaning === 'won' ? 100_000 : meaning === 'lost' ? 200_000 : 0) + position
  }
  return matching.stages.toSorted((a, b) => a.pipeline.localeCompare(b.pipeline) || place(a) - place(b))
}
