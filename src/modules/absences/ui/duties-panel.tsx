import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionLine, ActionLines, ButtonRow } from '#web/kit/action-lines.tsx'
import { useWork } from '#web/kit/use-work.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useFollowed } from '#web/kit/use-followed.ts'
import { type Duty, parts, steps } from '../contract/duties.ts'
import css from './absences.module.css'
import { type DutyList, useAbsencesTexts } from './use-absences.ts'

type Props = { list: DutyList | undefined; onClose: () => void }

/** The duties of one role written anew; its earlier versions can be taken back. */
export function DutiesPanel({ list, onClose }: Props) {
  const texts = useAbsencesTexts().duties
  return (
    <SidePanel
      opened={list !== undefined}
      onClose={onClose}
      title={list ? texts.editTitle(texts.roles[list.role]) : ''}
      width={760}
    >
      {list && <DutiesForm key={list.role} list={list} onClose={onClose} />}
    </SidePanel>
  )
}

function DutiesForm({ list, onClose }: { list: DutyList; onClose: () => void }) {
  const texts = useAbsencesTexts().duties
  const format = useFormat()
  const work = useWork('duties')
  const followed = useFollowed<{ items: Duty[] }>({ items: list.items }, list.version)
  const { items } = followed.values
  const setItems = (next: Duty[]) => followed.change({ items: next })
  const [note, setNote] = useState('')
  const versions = useQuery({
    queryKey: ['duties', 'versions', { role: list.role, version: list.version }],
    queryFn: () => api.absences.dutyVersions({ role: list.role }),
  })
  const put = (id: string, change: Partial<Duty>) =>
    setItems(items.map((item) => (item.id === id ? { ...item, ...change } : item)))
  const save = async () => {
    const filled = items.filter(({ text }) => text.trim() !== '')
    const { role } = list
    const { version } = followed
    const done = await work(() =>
      sendInTurn(`duties:${role}`, version, (present) =>
        api.absences.setDuties({ role, version: present, items: filled, note }),
      ),
    )
    if (!done) return
    say(texts.saved)
    onClose()
  }
  const add = () =>
    setItems([...items, { id: crypto.randomUUID(), step: items.at(-1)?.step ?? 'plan', part: 'does', text: '' }])
  return (
    <div className={css.panel}>
      {items.map((item) => (
        <div key={item.id} className={css.dutyRow}>
          <Choice
            label={texts.step}
            options={steps.map((value) => ({ value, label: texts.steps[value] }))}
            value={item.step}
            onChange={(step) => put(item.id, { step: (step ?? 'plan') as Duty['step'] })}
          />
          <Choice
            label={texts.part}
            options={parts.map((value) => ({ value, label: texts.parts[value] }))}
            value={item.part}
            onChange={(part) => put(item.id, { part: (part ?? 'does') as Duty['part'] })}
          />
          <TextInput
            label={texts.text}
            value={item.text}
            maxLength={300}
            onChange={(event) => put(item.id, { text: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={`${texts.remove}: ${item.text}`}
            onClick={() => setItems(items.filter(({ id }) => id !== item.id))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="default" onClick={add}>
          {texts.add}
        </Button>
      </div>
      <TextInput label={texts.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Theirs of={followed} onMine={() => void save()} />
      <ButtonRow below>
        <Button onClick={() => void save()}>{texts.save}</Button>
      </ButtonRow>
      {(versions.data?.length ?? 0) > 1 && (
        <section>
          <strong>{texts.versions}</strong>
          <ActionLines>
            {versions.data?.slice(1).map((one) => (
              <ActionLine
                key={one.version}
                actions={
                  <Button variant="default" onClick={() => setItems(one.items)}>
                    {texts.back}
                  </Button>
                }
              >
                <span>
                  {one.version === 0
                    ? texts.usual
                    : texts.version(one.version, one.changedBy?.name ?? '', format.day(format.dayOf(one.changedAt)))}
                  {one.note && ` · ${one.note}`}
                </span>
              </ActionLine>
            ))}
          </ActionLines>
        </section>
      )}
    </div>
  )
}
