import { ActionIcon, Menu } from '@mantine/core'
import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs'
import IconFileSpreadsheet from '@tabler/icons-react/dist/esm/icons/IconFileSpreadsheet.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs'
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import IconVectorBezier from '@tabler/icons-react/dist/esm/icons/IconVectorBezier.mjs'
import { useRef, useState, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import css from './chart.module.css'
import type { ChartTable } from './chart-table.ts'
import { say } from './toast.tsx'
import { useKitTexts } from './use-kit-texts.ts'
import { usePhone } from './use-phone.ts'

/** The drawing as a file; both are made when they are asked for. */
export type ChartPicture = {
  /** A whole SVG document. */
  svg: () => string | Promise<string>
  /** A `data:` address of a PNG; absent: made of the SVG. */
  png?: () => string | Promise<string>
}

type Props = {
  title: ReactNode
  hint?: ReactNode
  table: ChartTable
  picture: ChartPicture
  /** The most that the table in the drawing's place takes, pixels. */
  height: number
  /** The drawing is a table already: no other is needed. */
  isTable?: boolean
  children: ReactNode
}

/** What stands around every chart: message, the table behind, files, the link of the page. */
export function ChartFrame({ title, hint, table, picture, height, isTable = false, children }: Props) {
  const texts = useKitTexts().chart
  const format = useFormat()
  const phone = usePhone()
  const [asTable, setAsTable] = useState(false)
  const figure = useRef<HTMLElement>(null)
  const label = asTable ? texts.showChart : texts.showTable
  const size = phone ? 44 : 28
  const take = async (kind: 'png' | 'svg' | 'xlsx') => {
    try {
      const files = await import('./chart-files.ts')
      const name = figure.current?.querySelector('figcaption strong')?.textContent ?? ''
      if (kind === 'png') await files.savePng(name, picture)
      else if (kind === 'svg') await files.saveSvg(name, picture)
      else await files.saveTable(name, table, figure.current?.querySelector('table') ?? null, format)
    } catch {
      say(texts.noFile, 'bad')
    }
  }
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href)
      say(texts.linkCopied)
    } catch {
      say(window.location.href)
    }
  }
  return (
    <figure ref={figure} className={css.figure}>
      <figcaption className={css.caption}>
        <div>
          <strong>{title}</strong>
          {hint && <small>{hint}</small>}
        </div>
        <div className={css.tools}>
          {!isTable && (
            <ActionIcon size={size} aria-label={label} title={label} onClick={() => setAsTable(!asTable)}>
              {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          )}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon size={size} aria-label={texts.menu} title={texts.menu}>
                <IconDotsVertical size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconFileSpreadsheet size={14} />} onClick={() => void take('xlsx')}>
                {texts.xlsx}
              </Menu.Item>
              <Menu.Item leftSection={<IconPhoto size={14} />} onClick={() => void take('png')}>
                {texts.png}
              </Menu.Item>
              <Menu.Item leftSection={<IconVectorBezier size={14} />} onClick={() => void take('svg')}>
                {texts.svg}
              </Menu.Item>
              <Menu.Item leftSection={<IconLink size={14} />} onClick={() => void copyLink()}>
                {texts.copyLink}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </figcaption>
      {asTable ? (
        <div className={css.tableBox} style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={texts.table}>
          <PlainTable table={table} />
        </div>
      ) : (
        children
      )}
      {!asTable && !isTable && (
        <div className={css.hidden}>
          <PlainTable table={table} />
        </div>
      )}
    </figure>
  )
}

function PlainTable({ table }: { table: ChartTable }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          {table.head.map((name, column) => (
            <th key={column} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
