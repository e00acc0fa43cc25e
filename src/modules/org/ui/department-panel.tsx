import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Form } from '#web/kit/form.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { departmentFields } from '../contract.ts'
import { type Department, departmentOptions, useOrgTexts, usePeopleOptions } from './use-org.ts'

const schema = departmentFields.omit({ position: true })

type Props = {
  /** Id, `new` or nothing. */
  id: string | undefined
  /** Where a new one is to stand. */
  parentId: string | null
  departments: readonly Department[] | undefined
  onClose: () => void
}

export function DepartmentPanel({ id, parentId, departments, onClose }: Props) {
  const texts = useOrgTexts()
  const department = departments?.find((one) => one.id === id)
  const isOpen = id === 'new' || department !== undefined
  return (
    <SidePanel opened={isOpen} onClose={onClose} title={department?.name ?? texts.structure.newTitle}>
      {isOpen && (
        <DepartmentForm
          key={department?.id ?? 'new'}
          department={department}
          parentId={parentId}
          departments={departments ?? []}
          onClose={onClose}
        />
      )}
    </SidePanel>
  )
}

type FormProps = {
  department: Department | undefined
  parentId: string | null
  departments: readonly Department[]
  onClose: () => void
}

function DepartmentForm({ department, parentId, departments, onClose }: FormProps) {
  const texts = useOrgTexts()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['org'] })
  const people = usePeopleOptions()
  const form = useForm({
    schema,
    initial: department
      ? { name: department.name, parentId: department.parentId, headId: department.headId }
      : { name: '', parentId, headId: null },
    version: department?.version,
    record: department && `department:${department.id}`,
    submit: (values, version) =>
      department ? api.org.editDepartment({ ...values, id: department.id, version }) : api.org.addDepartment(values),
    refresh,
    onDone: () => {
      void refresh()
      say(texts.saved)
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submitLabel={department ? texts.card.save : texts.card.add}
      actions={department && <Archive department={department} onDone={onClose} />}
    >
      <TextInput label={texts.structure.name} data-autofocus required {...form.text('name')} />
      <Choice
        label={texts.structure.parent}
        placeholder={texts.structure.top}
        options={departmentOptions(departments).filter(({ value }) => value !== department?.id)}
        clearable
        {...form.field('parentId')}
      />
      <PersonPicker
        label={texts.structure.head}
        description={texts.structure.headHint}
        options={people}
        clearable
        {...form.field('headId')}
      />
    </Form>
  )
}

function Archive({ department: { id, version, isArchived }, onDone }: { department: Department; onDone: () => void }) {
  const texts = useOrgTexts()
  const client = useQueryClient()
  const archive = useMutation({
    mutationFn: () =>
      sendInTurn(`department:${id}`, version, (present) =>
        api.org.editDepartment({ id, version: present, isArchived: !isArchived }),
      ),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ['org'] }),
  })
  return (
    <>
      <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate()}>
        {isArchived ? texts.structure.restore : texts.structure.archive}
      </Button>
      {archive.error && <ErrorState error={archive.error} title={texts.failed} />}
    </>
  )
}
