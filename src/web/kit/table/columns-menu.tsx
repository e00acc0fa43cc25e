import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import IconColumns3 from '@tabler/icons-react/dist/esm/icons/IconColumns3.mjs'
import IconPin from '@tabler/icons-react/dist/esm/icons/IconPin.mjs'
import IconPinFilled from '@tabler/icons-react/dist/esm/icons/IconPinFilled.mjs'
import { useState } from 'react'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import css from './columns-menu.module.css'
import { arranged, isShown, moved, pinnedAs } from './layout.ts'
import type { LayoutState } from './layouts.ts'

type Props<Row> = { columns: readonly Column<Row>[]; state: LayoutState }

/** Beyond so many one looks for a column by its name. */
const MANY = 12

/** Which columns are shown, in which order, and which stay at the left; kept for the person. */
export function ColumnsMenu<Row extends object>({ columns, state }: Props<Row>) {
  const texts = useKitTexts().table
  const [opened, setOpened] = useState(false)
  const button = (
    <ActionIcon
      size={24}
      aria-label={texts.columns}
      title={texts.columns}
      onClick={() => setOpened(!opened)}
      data-no-print
    >
      <IconColumns3 size={16} />
    </ActionIcon>
  )
  if (!opened) return button
  return (
    <Popover opened onChange={setOpened} position="bottom-end" trapFocus withinPortal shadow="md">
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={css.panel} aria-label={texts.columns}>
        <ColumnsPanel columns={columns} state={state} />
      </Popover.Dropdown>
    </Popover>
  )
}

function ColumnsPanel<Row>({ columns, state }: Props<Row>) {
  const kit = useKitTexts()
  const texts = kit.table
  const { layout, change, reset } = state
  const [find, setFind] = useState('')
  const [dragged, setDragged] = useState<string>()
  const all = arranged(columns, layout)
  const fits = all.filter(({ header }) => header.toLowerCase().includes(find.trim().toLowerCase()))
  const put = (id: string, before: string | null) => change(moved(columns, layout, id, before))
  const step = (id: string, by: -1 | 1) => {
    const at = all.findIndex((column) => column.id === id)
    if (by < 0 && at > 0) put(id, all[at - 1]?.id ?? null)
    if (by > 0 && at < all.length - 1) put(id, all[at + 2]?.id ?? null)
  }
  return (
    <>
      {columns.length > MANY && (
        <TextInput
          data-autofocus
          type="search"
          aria-label={texts.findColumn}
          placeholder={texts.findColumn}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      <ul className={css.list}>
        {fits.map((column) => {
          const pinned = layout.pinned?.includes(column.id) ?? false
          return (
            <li
              key={column.id}
              className={css.item}
              draggable={find === ''}
              data-dragged={dragged === column.id || undefined}
              onDragStart={() => setDragged(column.id)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={() => dragged && dragged !== column.id && put(dragged, column.id)}
              onKeyDown={(event) => {
                const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
                if (!event.altKey || by === 0) return
                event.preventDefault()
                step(column.id, by)
              }}
            >
              <Checkbox
                className={css.name ?? ''}
                label={column.header || texts.deeds}
                checked={isShown(column, layout)}
                disabled={column.always === true}
                onChange={(event) =>
                  change({ visibility: { ...layout.visibility, [column.id]: event.currentTarget.checked } })
                }
              />
              <span className={css.tools}>
                <ActionIcon size={24} aria-label={texts.moveUp(column.header)} onClick={() => step(column.id, -1)}>
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon size={24} aria-label={texts.moveDown(column.header)} onClick={() => step(column.id, 1)}>
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  size={24}
                  aria-label={texts.pinColumn(column.header)}
                  aria-pressed={pinned}
                  title={pinned ? texts.unpin : texts.pin}
                  onClick={() => change(pinnedAs(columns, layout, column.id, !pinned))}
                >
                  {pinned ? <IconPinFilled size={14} /> : <IconPin size={14} />}
                </ActionIcon>
              </span>
            </li>
          )
        })}
        {fits.length === 0 && <li className={css.none}>{kit.nothingFound}</li>}
      </ul>
      <Button variant="subtle" fullWidth onClick={reset}>
        {texts.resetColumns}
      </Button>
    </>
  )
}
