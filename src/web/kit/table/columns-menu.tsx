import { ActionIcon, Menu } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconColumns3 from '@tabler/icons-react/dist/esm/icons/IconColumns3.mjs'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import type { TableOf } from './use-data-table.ts'

/** Which columns are shown; the choice stays in this browser. */
export function ColumnsMenu<Row extends object>({
  table,
  columns,
  reset,
}: {
  table: TableOf<Row>
  columns: readonly Column<Row>[]
  reset: () => void
}) {
  const texts = useKitTexts()
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size={24} aria-label={texts.table.columns} title={texts.table.columns}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.table.columns}</Menu.Label>
        {columns.map((column) => {
          const state = table.getColumn(column.id)
          const shown = state?.getIsVisible() ?? false
          return (
            <Menu.Item
              key={column.id}
              role="menuitemcheckbox"
              aria-checked={shown}
              disabled={!state?.getCanHide()}
              leftSection={<IconCheck size={14} style={{ visibility: shown ? 'visible' : 'hidden' }} />}
              onClick={() => state?.toggleVisibility()}
            >
              {column.header}
            </Menu.Item>
          )
        })}
        <Menu.Divider />
        <Menu.Item onClick={reset}>{texts.table.resetColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
