import { Anchor, Button, Popover, Progress } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { exportFormats, type ListExport } from '../contract.ts'
import css from './export-menu.module.css'
import { useListViews } from './use-list-views.ts'
import { useListsTexts } from './use-lists-texts.ts'

/** What of the list goes into the file. */
export type ExportedQuestion = { filter: Record<string, unknown>; sort?: string | undefined; columns: string[] }

type Props = { list: string; question: () => ExportedQuestion }

const LOOK_MS = 1_000
const isOn = ({ status }: ListExport) => status === 'waiting' || status === 'running'

/** All rows of a list as a file: written in the background, taken from here when it is ready. */
export function ExportMenu({ list, question }: Props) {
  const texts = useListsTexts().file
  const { mayExport } = useListViews(list)
  const [opened, setOpened] = useState(false)
  if (!mayExport) return null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => setOpened(!opened)}>
          {texts.button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.panel}>
        {opened && <ExportPanel list={list} question={question} />}
      </Popover.Dropdown>
    </Popover>
  )
}

const fileOf = ({ id }: ListExport) => `/api/lists/exports/${id}/file`

function ExportPanel({ list, question }: Props) {
  const texts = useListsTexts().file
  const client = useQueryClient()
  const errorText = useErrorText()
  const key = ['lists', 'exports']
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.lists.exports({}),
    refetchInterval: ({ state }) => (state.data?.rows.some(isOn) ? LOOK_MS : false),
  })
  // What was asked for here is taken by itself when it is ready.
  const awaited = useRef(new Set<string>())
  useEffect(() => {
    for (const one of data?.rows ?? []) {
      if (one.status !== 'done' || !awaited.current.delete(one.id)) continue
      const link = document.createElement('a')
      link.href = fileOf(one)
      link.download = one.fileName
      link.click()
      say(texts.ready(one.fileName))
    }
  }, [data, texts])
  const start = async (format: (typeof exportFormats)[number]) => {
    try {
      const { filter, sort, columns } = question()
      const made = await api.lists.startExport({ list, format, filter, columns, ...(sort && { sort }) })
      awaited.current.add(made.id)
      await client.invalidateQueries({ queryKey: key })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const stop = async ({ id }: ListExport) => {
    await api.lists.cancelExport({ id })
    await client.invalidateQueries({ queryKey: key })
  }
  return (
    <>
      <strong>{texts.title}</strong>
      <p className={css.hint}>{texts.hint}</p>
      <div className={css.formats}>
        {exportFormats.map((format) => (
          <Button key={format} variant={format === 'xlsx' ? 'filled' : 'default'} onClick={() => void start(format)}>
            {texts.formats[format]}
          </Button>
        ))}
      </div>
      <h3 className={css.heading}>{texts.mine}</h3>
      {data?.rows.length === 0 && <p className={css.hint}>{texts.none}</p>}
      <ul className={css.list}>
        {data?.rows.slice(0, 6).map((one) => (
          <ExportLine key={one.id} one={one} onStop={() => void stop(one)} />
        ))}
      </ul>
    </>
  )
}

function ExportLine({ one, onStop }: { one: ListExport; onStop: () => void }) {
  const texts = useListsTexts().file
  const format = useFormat()
  const { status, rowsDone, rowsTotal } = one
  const said = {
    waiting: texts.waiting,
    running: texts.running(format.number(rowsDone), rowsTotal === null ? null : format.number(rowsTotal)),
    done: texts.done(format.number(rowsDone), rowsDone),
    failed: texts.failed,
    cancelled: texts.cancelled,
    expired: texts.expired,
  }[status]
  return (
    <li>
      <span className={css.file}>
        {status === 'done' ? (
          <Anchor href={fileOf(one)} download={one.fileName} title={texts.download}>
            {one.fileName}
          </Anchor>
        ) : (
          one.fileName
        )}
        {isOn(one) && (
          <Button variant="subtle" size="compact-xs" onClick={onStop}>
            {texts.stop}
          </Button>
        )}
      </span>
      <small role="status">
        {said}
        {status === 'done' && one.expiresAt && ` · ${texts.until(format.dateTime(one.expiresAt))}`}
      </small>
      {status === 'running' && (
        <Progress
          value={rowsTotal ? (rowsDone / rowsTotal) * 100 : 100}
          size={4}
          animated={!rowsTotal}
          striped={!rowsTotal}
        />
      )}
    </li>
  )
}
