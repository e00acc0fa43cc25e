import { UnstyledButton } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  ExportMenu,
  FilterBuilder,
  ListFilters,
  LostConditions,
  usableFilter,
  useListView,
} from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { belongsElsewhere, latinKey } from '#web/kit/keys.ts'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useBulkTasks } from './bulk-tasks.tsx'
import { CloseTaskDialog } from './close-dialog.tsx'
import { NoTasks } from './no-tasks.tsx'
import { useTaskColumns } from './columns.tsx'
import { isFiltered, listInput, noFilters, tasksSearch, type TasksSearch } from './filters.ts'
import { PhoneTask } from './phone-task.tsx'
import { QuickAdd } from './quick-add.tsx'
import { isOverdue } from './task-line.tsx'
import { TaskPanel } from './task-panel.tsx'
import css from './tasks.module.css'
import { type Task, useTaskCounts, useTaskReference, useTasksTexts } from './use-tasks.ts'
import { useCellEdits } from './use-cell-edits.tsx'
import { useTaskFields } from './use-list-fields.ts'
import { ownViews } from './own-views.ts'

const PAGE = 100

/** Tasks: what to do today, what is overdue, what is ahead, what the team does. */
export function TasksPage() {
  const texts = useTasksTexts()
  const phone = usePhone()
  const [search, change] = useSearchState(tasksSearch)
  const { view } = search
  const saved = useListView({
    list: 'tasks.list',
    path: '/tasks',
    param: 'saved',
    passing: ['task', 'new'],
    table: `tasks.${view}`,
  })
  const fields = useTaskFields()
  const { text: where, isLost } = usableFilter(search.where, fields)
  const input = listInput({ ...search, where })
  const list = useCursorList<Task>(
    ['tasks', 'list', input],
    (cursor) => api.tasks.list({ ...input, limit: PAGE, ...(cursor && { cursor }) }),
    { enabled: search.where === undefined || fields !== undefined },
  )
  const { data: counts } = useTaskCounts()
  const { data: reference } = useTaskReference()
  const [closing, setClosing] = useState<Task>()
  const line = useRef<HTMLInputElement>(null)
  const close = useCallback((task: Task) => setClosing(task), [])
  const { edits, dialog } = useCellEdits()
  const columns = useTaskColumns(view, close, edits)
  const selection = useBulkTasks(list.rows, JSON.stringify(input))
  const open = (task: Task) => change({ task: task.id }, { replace: false })
  useListKeys(list.rows, setClosing, line)
  useEffect(() => {
    if (search.new) line.current?.focus()
  }, [search.new])
  const people = reference?.people ?? []
  const views = ownViews({
    texts,
    counts,
    active: saved.isOpen ? undefined : view,
    hasTeam: reference?.hasTeam ?? false,
    open: (next) =>
      change(
        { view: next, task: undefined, ...(saved.isOpen && { ...noFilters, saved: undefined, sort: undefined }) },
        { replace: false },
      ),
  })
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        !phone && (
          <ExportMenu
            list={saved.tabs.list}
            question={() => {
              const { sort, ...filter } = input
              return { filter, sort, columns: saved.shown(columns) }
            }}
          />
        )
      }
      filters={
        <ListFilters view={saved} own={views}>
          <FilterBar
            search={{ value: search.q, onChange: (q) => change({ q }), placeholder: texts.search }}
            onReset={isFiltered(search) ? () => change(noFilters) : undefined}
          >
            {reference?.hasTeam && view !== 'given' && (
              <FilterChoice
                label={texts.columns.owner}
                options={people.map(({ id, name }) => ({ value: id, label: name }))}
                values={search.owner}
                onChange={(owner) => change({ owner })}
              />
            )}
            <FilterChoice
              label={texts.card.horizon}
              options={(['short', 'long'] as const).map((value) => ({ value, label: texts.horizonChoice[value] }))}
              values={search.span && [search.span]}
              onChange={(values) => change({ span: values?.at(-1) as TasksSearch['span'] })}
            />
            {fields && (
              <FilterBuilder fields={fields} value={search.where} onChange={(next) => change({ where: next })} />
            )}
          </FilterBar>
        </ListFilters>
      }
    >
      <div className={css.page}>
        {isLost && <LostConditions onMend={() => change({ where })} />}
        {view !== 'done' && <QuickAdd inputRef={line} autoFocus={search.new === '1'} />}
        {view === 'today' && counts && counts.overdue > 0 && (
          <p className={css.late}>
            {texts.overdueLine(counts.overdue)}
            <UnstyledButton className={css.chip} onClick={() => change({ view: 'overdue' }, { replace: false })}>
              {texts.show}
            </UnstyledButton>
          </p>
        )}
        <DataTable
          id={saved.table}
          layout={saved.proposed}
          label={texts.title}
          columns={columns}
          {...list}
          rowKey={(task) => task.id}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
          multiSort
          {...(!phone && { selection })}
          // On a phone the card has buttons of its own.
          {...(!phone && { onOpen: open })}
          rowTone={(task) =>
            task.state === 'open' && isOverdue(task) ? undefined : task.state === 'open' ? undefined : 'quiet'
          }
          card={(task) => (
            <PhoneTask
              task={task}
              onOpen={open}
              onClose={close}
              withOwner={view === 'team' || view === 'given' || view === 'all'}
            />
          )}
          empty={
            <NoTasks
              search={search}
              mayCreate={reference?.may.create ?? false}
              onNew={() => line.current?.focus()}
              onReset={() => change(noFilters)}
            />
          }
        />
      </div>
      <TaskPanel id={search.task} onClose={() => change({ task: undefined })} />
      {dialog}
      <CloseTaskDialog task={closing} onDone={() => setClosing(undefined)} />
    </Page>
  )
}

/** `n` puts the cursor into the line of a new task, the space bar closes the row under the cursor. */
function useListKeys(
  rows: readonly Task[] | undefined,
  close: (task: Task) => void,
  line: React.RefObject<HTMLInputElement | null>,
) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsElsewhere(event)) return
      const key = latinKey(event)
      if (key === 'n') {
        event.preventDefault()
        line.current?.focus()
      }
      if (key !== ' ' || (event.target as Element | null)?.closest('button, a')) return
      const current = document.querySelector<HTMLElement>('tr[data-current]')?.dataset['index']
      const task = current === undefined ? undefined : rows?.[Number(current)]
      if (!task?.may.close) return
      event.preventDefault()
      close(task)
    }
    // Before the table's own keys, which scroll.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [rows, close, line])
}
