import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { PersonPicker } from '#web/kit/choice.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './rituals.module.css'
import { type Ritual, useRitualsTexts, useRitualWork } from './use-rituals.ts'

/** What was decided, and a line to write down the next decision. */
export function Decisions({ ritual }: { ritual: Ritual }) {
  const words = useRitualsTexts().page
  const format = useFormat()
  const work = useRitualWork(ritual.key)
  const { key, may, state } = ritual
  return (
    <Section title={words.decisions} hint={may.lead ? words.decisionsHint : undefined}>
      {ritual.decisions.length === 0 && <p className={css.hint}>{words.noDecisions}</p>}
      <ul className={css.people}>
        {ritual.decisions.map((one) => (
          <li key={one.id} className={css.decision}>
            <TwoLines
              first={
                one.taskId ? (
                  <Link to="/tasks" search={{ task: one.taskId }}>
                    {one.text}
                  </Link>
                ) : (
                  one.text
                )
              }
              second={[
                one.owner?.name,
                one.dueOn && format.day(one.dueOn),
                one.taskState && words.taskStates[one.taskState],
              ]
                .filter(Boolean)
                .join(' · ')}
            />
            {may.lead && state !== 'held' && (
              <ActionIcon
                aria-label={`${words.remove}: ${one.text}`}
                onClick={() => void work(() => api.rituals.dropDecision({ key, id: one.id }))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may.lead && state !== 'cancelled' && <DecisionForm ritual={ritual} />}
    </Section>
  )
}

/** A new decision; also stands in the full-screen mode. */
export function DecisionForm({ ritual }: { ritual: Ritual }) {
  const words = useRitualsTexts().page
  const work = useRitualWork(ritual.key)
  const empty = { text: '', ownerId: ritual.person?.id ?? null, dueOn: '' }
  const [fields, setFields] = useState<{ text: string; ownerId: string | null; dueOn: string }>(empty)
  const people = [...ritual.participants, ritual.leader].map(({ id, name }) => ({ value: id, label: name }))
  const add = async () => {
    const { text, ownerId, dueOn } = fields
    const hasOwner = dueOn !== '' ? ownerId : ritual.person ? null : ownerId
    const sent = { key: ritual.key, text, ownerId: hasOwner, dueOn: dueOn || null }
    // The next one may be under way already.
    if (await work(() => api.rituals.decide(sent))) setFields((now) => (now === fields ? empty : now))
  }
  return (
    <form
      className={css.decisionForm}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        label={words.decision}
        maxLength={500}
        required
        value={fields.text}
        onChange={(event) => setFields({ ...fields, text: event.currentTarget.value })}
      />
      <div className={css.pair}>
        <PersonPicker
          label={words.owner}
          clearable
          options={people}
          value={fields.ownerId}
          onChange={(ownerId) => setFields({ ...fields, ownerId })}
        />
        <TextInput
          type="date"
          label={words.due}
          value={fields.dueOn}
          onChange={(event) => setFields({ ...fields, dueOn: event.currentTarget.value })}
        />
      </div>
      <Button type="submit" disabled={fields.text.trim() === ''}>
        {words.add}
      </Button>
    </form>
  )
}
