import { Menu, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useState } from 'react'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import css from './data-table.module.css'
import type { ColumnActions } from './table-head.tsx'
import type { TableOf } from './use-data-table.ts'

type Props<Row extends object> = {
  header: ReturnType<TableOf<Row>['getFlatHeaders']>[number]
  column: Column<Row>
  actions: ColumnActions
  multiSort: boolean
}

/** What can be done to a column, in words: the same by mouse, keys and finger. Nothing of it is drawn before it is opened. */
export function ColumnMenu<Row extends object>({ header, column, actions, multiSort }: Props<Row>) {
  const texts = useKitTexts().table
  const [opened, setOpened] = useState(false)
  const { id } = column
  const target = (
    <UnstyledButton
      className={css.columnMenu ?? ''}
      data-opened={opened || undefined}
      aria-label={texts.columnMenu}
      title={texts.columnMenu}
      aria-haspopup="menu"
      aria-expanded={opened}
      onClick={() => setOpened(true)}
    >
      <IconChevronDown size={12} aria-hidden />
    </UnstyledButton>
  )
  if (!opened) return target
  const pinned = actions.isPinned(id)
  const sort = (desc: boolean, isMore = false) => header.column.toggleSorting(desc, isMore)
  return (
    <Menu opened onChange={setOpened} position="bottom-end" returnFocus withinPortal>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{column.header}</Menu.Label>
        {header.column.getCanSort() && (
          <>
            <Menu.Item onClick={() => sort(false)}>{texts.sortUp}</Menu.Item>
            <Menu.Item onClick={() => sort(true)}>{texts.sortDown}</Menu.Item>
            {multiSort && (
              <Menu.Item onClick={() => sort(column.sortDownFirst ?? false, true)}>{texts.sortThen}</Menu.Item>
            )}
            {header.column.getIsSorted() && (
              <Menu.Item onClick={() => header.column.clearSorting()}>{texts.sortNot}</Menu.Item>
            )}
            <Menu.Divider />
          </>
        )}
        <Menu.Item onClick={() => actions.pin(id, !pinned)}>{pinned ? texts.unpin : texts.pin}</Menu.Item>
        <Menu.Item rightSection={texts.keys.left} onClick={() => actions.step(id, -1)}>
          {texts.moveLeft}
        </Menu.Item>
        <Menu.Item rightSection={texts.keys.right} onClick={() => actions.step(id, 1)}>
          {texts.moveRight}
        </Menu.Item>
        <Menu.Item onClick={() => header.column.resetSize()}>{texts.usualWidth}</Menu.Item>
        {!column.always && <Menu.Item onClick={() => actions.hide(id)}>{texts.hide}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
