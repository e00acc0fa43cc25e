import { useCallback } from 'react'
import { addDays, type Day, daysBetween } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { useTasksTexts } from './use-tasks.ts'

interface Due {
  dueOn: string
  /** '15:30', or nothing for a task without an hour. */
  dueTime?: string | null
}

/** The due day in words: «завтра, 15:00», «пт, 27 нояб.». */
export function useDueText(): (due: Due) => string {
  const { due: words } = useTasksTexts()
  const format = useFormat()
  const { today } = useViewer()
  return useCallback(
    ({ dueOn, dueTime }) => {
      const away = daysBetween(today as Day, dueOn as Day)
      const near: Record<number, string> = { [-1]: words.yesterday, 0: words.today, 1: words.tomorrow }
      const isThisYear = dueOn.slice(0, 4) === today.slice(0, 4)
      const day =
        near[away] ??
        (away > 1 && dueOn <= addDays(today as Day, 6)
          ? `${format.weekday(dueOn)}, ${format.day(dueOn)}`
          : isThisYear
            ? format.day(dueOn)
            : format.dayFull(dueOn))
      return dueTime ? `${day}, ${dueTime}` : day
    },
    [words, format, today],
  )
}

/** The hour of a task on the company's clock; nothing where it has none. */
export function useDueTime(): (task: { dueAt: string; hasTime: boolean }) => string | null {
  const format = useFormat()
  return useCallback(({ dueAt, hasTime }) => (hasTime ? format.time(dueAt) : null), [format])
}
