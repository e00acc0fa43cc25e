import { ActionIcon, Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { Choice } from '#web/kit/choice.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { type BoardRole, boardRoles } from '../contract.ts'
import css from './kpi.module.css'
import { type Board, useCatalogue, useKpiTexts } from './use-kpi.ts'

type Props = { board: Board; onClose: () => void; onRole: (role: BoardRole) => void }

/** Which figures a role sees and in which order: by mouse, by keys, by buttons. */
export function ArrangePanel({ board, onClose, onRole }: Props) {
  const texts = useKpiTexts()
  const words = texts.arrange
  const { nameOf } = useCatalogue()
  const client = useQueryClient()
  const errorText = useErrorText()
  const followed = useFollowed({ keys: board.tiles.map(({ key }) => key) }, board.version)
  const { keys } = followed.values
  const setKeys = (next: string[]) => followed.change({ keys: next })
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const all = [...board.tiles.map(({ key }) => key), ...board.others]
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await sendInTurn(`board:${board.role}`, followed.version, (version) =>
        api.kpi.arrange({ role: board.role, tiles: keys, version }),
      )
      // The order is seen at once; figures that are new on the board come with the answer.
      client.setQueriesData<Board>({ queryKey: ['kpi', 'board'] }, (known) => known && arranged(known, keys))
      void client.invalidateQueries({ queryKey: ['kpi'] })
      say(words.saved)
      onClose()
    } catch (thrown) {
      setError(errorText(thrown))
      if (toApiError(thrown).code === 'BOARD_CHANGED') void client.invalidateQueries({ queryKey: ['kpi'] })
    } finally {
      setBusy(false)
    }
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button onClick={() => void save()} loading={isBusy} disabled={keys.length === 0}>
          {words.save}
        </Button>
      }
    >
      <div className={css.panel}>
        <Select
          label={words.role}
          data={boardRoles.map((value) => ({ value, label: texts.roles[value] }))}
          value={board.role}
          allowDeselect={false}
          onChange={(role) => role && onRole(role)}
        />
        <p className={css.hint}>{words.hint}</p>
        {error && (
          <p role="alert" className={css.error}>
            {error}
          </p>
        )}
        <Theirs of={followed} onMine={() => void save()} />
        <Order keys={keys} nameOf={nameOf} change={setKeys} />
        <Choice
          label={words.add}
          value={null}
          options={all.filter((key) => !keys.includes(key)).map((key) => ({ value: key, label: nameOf(key) }))}
          onChange={(key) => key && setKeys([...keys, key])}
        />
      </div>
    </SidePanel>
  )
}

function arranged(board: Board, keys: readonly string[]): Board {
  const tiles = new Map(board.tiles.map((tile) => [tile.key, tile]))
  return { ...board, tiles: keys.flatMap((key) => tiles.get(key) ?? []) }
}

type OrderProps = { keys: readonly string[]; nameOf: (key: string) => string; change: (keys: string[]) => void }

function Order({ keys, nameOf, change }: OrderProps) {
  const words = useKpiTexts().arrange
  const phone = usePhone()
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const size = phone ? 44 : 26
  const put = (key: string, to: number) => {
    const rest = keys.filter((one) => one !== key)
    change([...rest.slice(0, to), key, ...rest.slice(to)])
  }
  const step = (key: string, by: -1 | 1) => put(key, Math.min(keys.length - 1, Math.max(0, keys.indexOf(key) + by)))
  const onKeyDown = (event: KeyboardEvent, key: string) => {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp']
    if (!event.altKey || by === undefined) return
    event.preventDefault()
    step(key, by)
    // The row keeps its key and so its focus; a browser that loses it gets it back.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus())
  }
  return (
    <ol ref={list} className={css.order} aria-label={words.list}>
      {keys.map((key, at) => (
        <li
          key={key}
          data-key={key}
          data-over={over === key && dragged !== key ? true : undefined}
          tabIndex={0}
          draggable
          onKeyDown={(event) => onKeyDown(event, key)}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            setDragged(key)
          }}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(key)
          }}
          onDrop={(event) => {
            event.preventDefault()
            if (dragged) put(dragged, at)
          }}
          onDragEnd={() => {
            setDragged(undefined)
            setOver(undefined)
          }}
        >
          <i className={css.grip} title={words.drag} aria-hidden>
            <IconGripVertical size={16} />
          </i>
          <span>{nameOf(key)}</span>
          <ActionIcon size={size} aria-label={words.up(nameOf(key))} disabled={at === 0} onClick={() => step(key, -1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            size={size}
            aria-label={words.down(nameOf(key))}
            disabled={at === keys.length - 1}
            onClick={() => step(key, 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            size={size}
            aria-label={words.remove(nameOf(key))}
            onClick={() => change(keys.filter((one) => one !== key))}
          >
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ol>
  )
}
