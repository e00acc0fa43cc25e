import { ActionIcon, Button, Menu, Modal, Popover, Textarea, TextInput } from '@mantine/core'
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day } from '#core/calendar/day.ts'
import { useOpenCase } from '#modules/cases/ui/api.tsx'
import { api } from '#web/api.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { Item } from '../contract.ts'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

/** What can be done about an item at once: the next step, a deviation; or to put it off. */
export function ItemActions({ item, title }: { item: Item; title: string }) {
  const viewer = useViewer()
  if (viewer.role === 'auditor') return null
  return (
    <span className={css.itemActions}>
      {item.kind === 'deal' && <StepButton item={item} />}
      {(item.kind === 'behind' || item.kind === 'norm') && <CaseButton item={item} />}
      <PutOffMenu item={item} title={title} />
    </span>
  )
}

function useHomeChanged() {
  const client = useQueryClient()
  return () => {
    for (const key of ['home', 'tasks', 'hygiene', 'cases']) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** A task on the deal for its owner by tomorrow, in one line. */
function StepButton({ item }: { item: Extract<Item, { kind: 'deal' }> }) {
  const { attention: words } = useHomeTexts()
  const viewer = useViewer()
  const errorText = useErrorText()
  const changed = useHomeChanged()
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState(words.stepText)
  const [busy, setBusy] = useState(false)
  const add = async () => {
    if (text.trim() === '') return
    setBusy(true)
    try {
      const ownerId = item.ownerId ?? viewer.id
      await api.tasks.create({
        title: text.trim(),
        dealId: item.dealId,
        ownerId,
        dueOn: addDays(viewer.today as Day, 1),
      })
      say(words.stepAdded)
      setOpened(false)
      changed()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          {words.step}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={css.stepForm}
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <TextInput
            label={words.stepLabel(item.ownerName)}
            value={text}
            maxLength={500}
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy}>
            {words.stepAdd}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function CaseButton({ item }: { item: Extract<Item, { kind: 'behind' | 'norm' }> }) {
  const { attention: words } = useHomeTexts()
  const { today, role } = useViewer()
  const { open, busy } = useOpenCase()
  if (!['owner', 'director', 'head'].includes(role)) return null
  const about = { level: 'person' as const, subjectId: item.personId, period: currentPeriod(today) }
  const activity = item.contacts.find(({ kind }) => kind === 'call' || kind === 'meeting')?.kind
  if (item.kind === 'norm' && activity !== 'call' && activity !== 'meeting') return null
  return (
    <Button
      variant="default"
      loading={busy}
      onClick={() =>
        void open(
          item.kind === 'behind'
            ? { ...about, metric: 'pace' }
            : { ...about, metric: 'norm', activity: activity === 'meeting' ? 'meeting' : 'call' },
        )
      }
    >
      {words.openCase}
    </Button>
  )
}

const WEEK = 7

function PutOffMenu({ item, title }: { item: Item; title: string }) {
  const { attention: words } = useHomeTexts()
  const viewer = useViewer()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const changed = useHomeChanged()
  const [asking, setAsking] = useState<'date' | 'noProblem'>()
  const today = viewer.today as Day
  const put = async (untilOn: string | null, reason: string | null = null) => {
    try {
      await api.home.dismiss({ key: item.key, untilOn, reason })
      setAsking(undefined)
      changed()
      undo({
        text: untilOn === null ? words.noProblemDone : words.snoozed,
        onUndo: async () => {
          await api.home.restore({ key: item.key })
          changed()
        },
      })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const restore = async () => {
    try {
      await api.home.restore({ key: item.key })
      changed()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={words.putOff(title)}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {item.hidden ? (
            <Menu.Item onClick={() => void restore()}>{words.restore}</Menu.Item>
          ) : (
            <>
              <Menu.Item onClick={() => void put(addDays(today, 1))}>{words.tomorrow}</Menu.Item>
              <Menu.Item onClick={() => void put(addDays(today, WEEK))}>{words.inAWeek}</Menu.Item>
              <Menu.Item onClick={() => setAsking('date')}>{words.untilDate}</Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => setAsking('noProblem')}>{words.noProblem}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={<strong>{title}</strong>}
        size={420}
        transitionProps={{ duration: 100 }}
      >
        {asking === 'date' && <DateForm onDone={(day) => void put(day)} />}
        {asking === 'noProblem' && <ReasonForm onDone={(reason) => void put(null, reason)} />}
      </Modal>
    </>
  )
}

function DateForm({ onDone }: { onDone: (day: string) => void }) {
  const { attention: words } = useHomeTexts()
  const { today } = useViewer()
  const first = addDays(today as Day, 1)
  const [day, setDay] = useState<string>(addDays(today as Day, WEEK))
  return (
    <form
      className={css.stepForm}
      onSubmit={(event) => {
        event.preventDefault()
        onDone(day)
      }}
    >
      <TextInput
        type="date"
        label={words.untilDate}
        min={first}
        value={day}
        data-autofocus
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" disabled={day < first}>
        {words.snooze}
      </Button>
    </form>
  )
}

function ReasonForm({ onDone }: { onDone: (reason: string) => void }) {
  const { attention: words } = useHomeTexts()
  const [reason, setReason] = useState('')
  return (
    <form
      className={css.stepForm}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) onDone(reason.trim())
      }}
    >
      <Textarea
        label={words.whyNot}
        description={words.whyNotHint}
        required
        value={reason}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" disabled={reason.trim() === ''}>
        {words.noProblem}
      </Button>
    </form>
  )
}
