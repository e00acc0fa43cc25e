import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useActivityWords } from './activity-words.ts'
import { withMoved } from './calendar-state.ts'
import { type ActivityItem, type CalendarView, useActivityTexts, useUndoOf } from './use-activities.ts'
import { usePutOff } from './use-put-off.ts'

export interface MoveTo {
  startsAt: string
  durationS: number
  ownerId?: string
}

/** Keys come one after another: what they add up to is sent when they rest. */
const REST_MS = 700

interface Waiting {
  timer: ReturnType<typeof setTimeout>
  /** As it was before the first of the moves that are sent together. */
  activity: ActivityItem
  to: MoveTo
}

/**
 * Moves planned contacts: the calendar shows it at once, the server is told (after a rest for keys, or when the network is back), undo is offered. `placed` is the contact where its
 * last move has put it: the next key goes on from there, also when it comes before the calendar is drawn anew.
 */
export function useMoves() {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const client = useQueryClient()
  const undo = useUndoOf()
  const errorText = useErrorText()
  const putOff = usePutOff()
  const waiting = useRef(new Map<string, Waiting>())
  // A contact may be moved again before the server has answered: the answer to its last move is shown.
  const last = useRef(new Map<string, MoveTo>())

  const show = useCallback(
    (activity: ActivityItem) =>
      client.setQueriesData<CalendarView>({ queryKey: ['activities', 'calendar'] }, (view) =>
        withMoved(view, activity),
      ),
    [client],
  )
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['activities'] }), [client])

  const send = useCallback(
    async (id: string) => {
      const move = waiting.current.get(id)
      if (!move) return
      clearTimeout(move.timer)
      waiting.current.delete(id)
      const { activity } = move
      try {
        const keep = putOff.keepMove(activity, move.to.startsAt)
        const moved = await sendInTurn(keep.record, activity.version, (version) =>
          api.activities.move({ id, version, ...move.to }, { context: { keep } }),
        )
        if (last.current.get(id) === move.to) {
          show(moved)
          refresh()
        }
        if (moved.version !== activity.version) undo(texts.moved(words.moment(moved.occurredAt)), [moved])
      } catch (thrown) {
        if (isKept(thrown)) {
          putOff.kept({ ...activity, occurredAt: move.to.startsAt, durationS: move.to.durationS })
          return
        }
        say(errorText(thrown), 'bad')
        refresh()
      }
    },
    [show, refresh, undo, texts, words, errorText, putOff],
  )

  const latest = useRef(send)
  latest.current = send
  // What rests still when the page is left is sent all the same.
  useEffect(() => {
    const left = waiting.current
    return () => {
      for (const id of left.keys()) void latest.current(id)
    }
  }, [])

  const move = useCallback(
    (activity: ActivityItem, to: MoveTo, { resting = false }: { resting?: boolean } = {}) => {
      const before = waiting.current.get(activity.id)
      if (before) clearTimeout(before.timer)
      // An answer on its way would put the contact back to where it was, and the next key would go on from there.
      void client.cancelQueries({ queryKey: ['activities', 'calendar'] })
      show({ ...activity, occurredAt: to.startsAt, durationS: to.durationS })
      const timer = setTimeout(() => void latest.current(activity.id), resting ? REST_MS : 0)
      last.current.set(activity.id, to)
      waiting.current.set(activity.id, { timer, activity: before?.activity ?? activity, to })
    },
    [show, client],
  )
  const placed = useCallback((activity: ActivityItem): ActivityItem => {
    const to = waiting.current.get(activity.id)?.to
    return to ? { ...activity, occurredAt: to.startsAt, durationS: to.durationS } : activity
  }, [])
  return { move, placed }
}
