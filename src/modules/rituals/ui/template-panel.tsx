import { ActionIcon, Button, Checkbox, MultiSelect, TextInput } from '@mantine/core'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { useViewer } from '#web/session.tsx'
import { usualTemplate } from '../calc/usual.ts'
import { type Block, blockKinds, type ritualsContract, type RitualKind, ritualKinds } from '../contract.ts'
import css from './rituals.module.css'
import { type Template, useRitualsTexts } from './use-rituals.ts'

type Templates = Outputs<typeof ritualsContract>['templates']
type Props = { id: string | undefined; templates: Templates | undefined; onClose: () => void }

/** A ritual's schedule, people and agenda. */
export function TemplatePanel({ id, templates, onClose }: Props) {
  const texts = useRitualsTexts()
  const known = templates?.rows.find((one) => one.id === id)
  const opened = templates !== undefined && (id === 'new' ? templates.may.add : known !== undefined)
  return (
    <SidePanel opened={opened} onClose={onClose} title={known?.name ?? texts.templates.add} width={560}>
      {opened && <TemplateForm key={known?.id} known={known} leaders={templates.leaders} onClose={onClose} />}
    </SidePanel>
  )
}

type FormProps = { known: Template | undefined; leaders: Templates['leaders']; onClose: () => void }

function fieldsOf(known: Template | undefined, kind: RitualKind, viewerId: string, today: string) {
  const usual = usualTemplate(kind, 'ru')
  return {
    name: known?.name ?? '',
    leaderId: known?.leader.id ?? viewerId,
    participantIds: known?.participants.map(({ id }) => id) ?? [],
    eachPerson: known?.eachPerson ?? usual.eachPerson,
    every: known?.every ?? usual.every,
    weekDays: [...(known?.weekDays ?? usual.weekDays)],
    nth: known?.nth ?? usual.nth,
    startsAt: known?.startsAt ?? usual.startsAt,
    blocks: known?.blocks ?? usual.blocks,
    startsOn: known?.startsOn ?? today,
  }
}

function TemplateForm({ known, leaders, onClose }: FormProps) {
  const texts = useRitualsTexts()
  const words = texts.templates
  const viewer = useViewer()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [kind, setKind] = useState<RitualKind>(known?.kind ?? 'daily')
  const followed = useFollowed(fieldsOf(known, kind, viewer.id, viewer.today), known?.version ?? 0)
  const { values: fields, change: put } = followed
  const people = useQuery({
    queryKey: ['org', 'people', 'working'],
    queryFn: () => api.org.people({ left: false, limit: 500 }),
    staleTime: 60_000,
  })
  const readOnly = known !== undefined && !known.may.edit
  const save = async (isArchived = false) => {
    const name = fields.name.trim() || texts.kinds[kind]
    try {
      if (known)
        await sendInTurn(`template:${known.id}`, followed.version, (version) =>
          api.rituals.editTemplate({ ...fields, name, id: known.id, version, isArchived }),
        )
      else await api.rituals.addTemplate({ ...fields, name, kind })
      say(words.saved)
      onClose()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      void client.invalidateQueries({ queryKey: ['rituals'] })
    }
  }
  const block = (index: number, change: Partial<Block>) =>
    put({ blocks: fields.blocks.map((one, place) => (place === index ? { ...one, ...change } : one)) })
  return (
    <fieldset className={css.form} disabled={readOnly}>
      {!known && (
        <Choice
          label={words.kind}
          options={ritualKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          value={kind}
          onChange={(value) => {
            const next = (value ?? 'daily') as RitualKind
            setKind(next)
            put(fieldsOf(undefined, next, fields.leaderId, fields.startsOn))
          }}
        />
      )}
      <TextInput
        label={words.name}
        placeholder={texts.kinds[kind]}
        maxLength={120}
        value={fields.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <PersonPicker
        label={words.leader}
        options={leaders.map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.leaderId}
        onChange={(leaderId) => put({ leaderId: leaderId ?? viewer.id })}
      />
      <MultiSelect
        label={words.participants}
        description={words.participantsHint}
        searchable
        data={(people.data?.rows ?? []).map(({ id, fullName }) => ({ value: id, label: fullName }))}
        value={fields.participantIds}
        onChange={(participantIds) => put({ participantIds })}
      />
      <Choice
        label={words.every}
        options={(['day', 'week', 'month', 'quarter'] as const).map((value) => ({
          value,
          label: words.everyWords[value],
        }))}
        value={fields.every}
        onChange={(every) => put({ every: (every ?? 'day') as Template['every'] })}
      />
      {fields.every === 'day' || fields.every === 'week' ? (
        <Checkbox.Group
          label={words.weekDays}
          value={fields.weekDays.map(String)}
          onChange={(days) => put({ weekDays: days.map(Number).toSorted((one, two) => one - two) })}
        >
          <div className={css.weekDays}>
            {words.dayNames.map((name, index) => (
              <Checkbox key={name} value={String(index + 1)} label={name} />
            ))}
          </div>
        </Checkbox.Group>
      ) : (
        <NumberField
          label={words.nth}
          description={words.nthHint}
          min={-10}
          max={10}
          value={fields.nth}
          onChange={(value) => put({ nth: Number(value) || 1 })}
        />
      )}
      <div className={css.pair}>
        <TextInput
          type="time"
          label={words.time}
          value={fields.startsAt}
          onChange={(event) => put({ startsAt: event.currentTarget.value || '09:30' })}
        />
        <TextInput
          type="date"
          label={words.startsOn}
          value={fields.startsOn}
          onChange={(event) => put({ startsOn: event.currentTarget.value || viewer.today })}
        />
      </div>
      <strong>{words.blocks}</strong>
      {fields.blocks.map((one, index) => (
        <div key={`${index} ${one.kind}`} className={css.blockRow}>
          <Choice
            label={words.block}
            options={blockKinds.map((value) => ({ value, label: texts.blocks[value] }))}
            value={one.kind}
            onChange={(value) => block(index, { kind: (value ?? 'notes') as Block['kind'] })}
          />
          <NumberField
            label={words.length}
            min={1}
            max={240}
            value={one.minutes}
            onChange={(value) => block(index, { minutes: Number(value) || 1 })}
          />
          <ActionIcon
            aria-label={`${words.removeBlock}: ${texts.blocks[one.kind]}`}
            onClick={() => put({ blocks: fields.blocks.filter((_, place) => place !== index) })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="default" onClick={() => put({ blocks: [...fields.blocks, { kind: 'notes', minutes: 5 }] })}>
          {words.addBlock}
        </Button>
      </div>
      <Theirs of={followed} onMine={() => void save()} />
      <div className={css.buttons}>
        <Button onClick={() => void save()}>{words.save}</Button>
        {known && (
          <Button variant="default" onClick={() => void save(true)}>
            {words.archive}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
