import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { useViewer } from '#web/session.tsx'
import { personFields, type Role, roles } from '../contract.ts'
import { can } from '../policy.ts'
import css from './org.module.css'
import { useMay } from './use-may.ts'
import { departmentOptions, type Person, useDepartments, useOrgTexts, usePeopleOptions } from './use-org.ts'

const schema = personFields.extend({ reach: personFields.shape.reach.optional() })
type Values = z.output<typeof schema>

const blank = {
  fullName: '',
  email: null,
  phone: null,
  jobTitle: null,
  role: 'seller' as const,
  reach: null,
  departmentId: null,
  managerId: null,
  hiredOn: null,
  leftOn: null,
}

export function NewPerson({ onAdded }: { onAdded: (id: string) => void }) {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const client = useQueryClient()
  // A head's new seller reports to him unless he says otherwise.
  const managerId = viewer.role === 'head' || viewer.role === 'director' ? viewer.id : null
  const form = useForm({
    schema,
    initial: { ...blank, managerId, hiredOn: viewer.today },
    submit: (values) => api.org.addPerson(values),
    onDone: (person) => {
      void client.invalidateQueries({ queryKey: ['org'] })
      onAdded(person.id)
    },
  })
  const grantable = roles.filter((role) => can(viewer, 'addPerson', { role, below: true, self: false }))
  return (
    <Form form={form} submitLabel={texts.card.add}>
      <Fields
        form={form}
        grantable={grantable}
        mayRights={can(viewer, 'editRights', { role: 'seller', below: true, self: false })}
      />
    </Form>
  )
}

export function EditPerson({ person }: { person: Person }) {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const client = useQueryClient()
  const may = useMay(person)
  const { id, version, state: _state, hasAccount: _hasAccount, ...initial } = person
  const form = useForm({
    schema,
    initial,
    version,
    record: `person:${id}`,
    submit: (values, present) => api.org.editPerson({ ...changed(initial, values), id, version: present }),
    refresh: () => client.invalidateQueries({ queryKey: ['org', 'person', { id }] }),
    onDone: (saved) => {
      void putAnswer(client, ['org', 'person', { id }], saved)
      void client.invalidateQueries({ queryKey: ['org'] })
      say(texts.saved)
    },
  })
  const mayRights = may('editRights')
  const grantable = mayRights
    ? roles.filter((role) => can(viewer, 'editRights', { role, below: true, self: false }))
    : [person.role]
  if (!may('editPerson')) return <ReadOnly person={person} />
  return (
    <Form form={form} submitLabel={texts.card.save}>
      <Fields form={form} grantable={grantable} mayRights={mayRights} self={id} />
    </Form>
  )
}

/** Only what differs is sent: a right to change one field is not a right to change all. */
function changed(before: Partial<Values>, after: Values): Partial<Values> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => (value ?? null) !== (before[name as keyof Values] ?? null)),
  )
}

type FieldsProps = {
  form: ReturnType<typeof useForm<typeof schema, Person>>
  grantable: readonly Role[]
  mayRights: boolean
  /** Nobody is his own manager. */
  self?: string
}

function Fields({ form, grantable, mayRights, self }: FieldsProps) {
  const texts = useOrgTexts()
  const people = usePeopleOptions().filter(({ value }) => value !== self)
  const departments = departmentOptions(useDepartments().data)
  const options = <Code extends string>(codes: readonly Code[], labels: Record<Code, string>) =>
    codes.map((code) => ({ value: code, label: labels[code] }))
  const reaches = [
    { value: '', label: texts.card.reachOfRole },
    ...options(['own', 'team', 'subtree', 'all'], texts.reaches),
  ]
  return (
    <>
      <TextInput label={texts.card.fullName} data-autofocus required {...form.text('fullName')} />
      <FieldRow>
        <TextInput label={texts.people.email} type="email" {...form.text('email')} />
        <TextInput label={texts.people.phone} type="tel" {...form.text('phone')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={texts.card.jobTitle} {...form.text('jobTitle')} />
        <Choice
          label={texts.people.role}
          description={texts.roleHints[(form.values.role as Role | undefined) ?? 'seller']}
          options={options(grantable, texts.roles)}
          disabled={grantable.length < 2}
          {...form.field('role')}
          onChange={(role) => form.set('role', role)}
        />
      </FieldRow>
      <FieldRow>
        <Choice label={texts.card.department} options={departments} clearable {...form.field('departmentId')} />
        <PersonPicker
          label={texts.card.manager}
          description={texts.card.managerHint}
          options={people}
          clearable
          {...form.field('managerId')}
        />
      </FieldRow>
      {mayRights && (
        <Choice
          label={texts.card.reach}
          options={reaches}
          {...form.field('reach')}
          value={form.values.reach ?? ''}
          onChange={(reach) => form.set('reach', reach || null)}
        />
      )}
      <FieldRow>
        <TextInput type="date" label={texts.card.hiredOn} {...form.text('hiredOn')} />
        <TextInput type="date" label={texts.card.leftOn} description={texts.card.leftHint} {...form.text('leftOn')} />
      </FieldRow>
    </>
  )
}

function ReadOnly({ person }: { person: Person }) {
  const texts = useOrgTexts()
  const lines = [
    [texts.people.role, texts.roles[person.role]],
    [texts.card.jobTitle, person.jobTitle],
    [texts.people.email, person.email],
    [texts.people.phone, person.phone],
    [texts.people.state, texts.states[person.state]],
  ]
  return (
    <dl className={css.facts}>
      {lines
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
