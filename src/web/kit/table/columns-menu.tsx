import { ActionIcon, Menu } from '@mantine/core'
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
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={texts.table.columns} title={texts.table.columns}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.table.columns}</Menu.Label>
        {columns.map((column) => {
          const state = table.getColumn(column.id)
          return (
            <Menu.CheckboxItem
              key={column.id}
              checked={state?.getIsVisible() ?? false}
              disabled={!state?.getCanHide()}
              onChange={(shown) => state?.toggleVisibility(shown)}
            >
              {column.header}
            </Menu.CheckboxItem>
          )
        })}
        <Menu.Divider />
        <Menu.Item onClick={reset}>{texts.table.resetColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
