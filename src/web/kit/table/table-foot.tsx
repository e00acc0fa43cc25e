import type { Column } from './column.ts'
import css from './data-table.module.css'

type Props<Row> = { columns: readonly Column<Row>[]; offsets: readonly number[]; check: boolean }

/** The line of sums; it stays at the bottom. */
export function TableFoot<Row>({ columns, offsets, check }: Props<Row>) {
  return (
    <tfoot className={css.foot}>
      <tr>
        {check && <td className={css.check} />}
        {columns.map((column, place) => (
          <td
            key={column.id}
            style={offsets[place] === undefined ? undefined : { left: offsets[place] }}
            data-align={column.align}
            data-first={place === 0 || undefined}
            data-pinned={place < offsets.length || undefined}
            data-last-pinned={place === offsets.length - 1 || undefined}
          >
            {column.footer}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}
