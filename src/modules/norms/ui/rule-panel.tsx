import { Button, Checkbox, MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { kinds, type NormKind } from '../contract.ts'
import css from './norms.module.css'
import { useNormsTexts, useRules } from './use-norms.ts'

/** Issues one norm, to a role or to people. What stands for the same day already is replaced. */
export function RulePanel({ onClose }: { onClose: () => void }) {
  const texts = useNormsTexts()
  const words = texts.form
  const client = useQueryClient()
  const errorText = useErrorText()
  const viewer = useViewer()
  const { data } = useRules()
  const [level, setLevel] = useState<'role' | 'person'>('person')
  const [role, setRole] = useState<'seller' | 'head'>('seller')
  const [departmentId, setDepartment] = useState<string | null>(null)
  const [people, setPeople] = useState<string[]>([])
  const [kind, setKind] = useState<NormKind>('call')
  const [amount, setAmount] = useState<number>(15)
  const [per, setPer] = useState<'day' | 'week'>('day')
  const [validFrom, setFrom] = useState<string>(viewer.today)
  const [isTaken, setTaken] = useState(false)
  const [note, setNote] = useState('')
  const [mistake, setMistake] = useState<string>()
  const submit = async () => {
    const same = data?.rules.filter((rule) => rule.kind === kind && rule.validFrom === validFrom) ?? []
    const subject = (ownerId: string | null) => ({
      level,
      role: level === 'role' ? role : null,
      departmentId: level === 'role' ? departmentId : null,
      ownerId,
      kind,
      validFrom,
      amount: isTaken ? null : amount,
      per,
    })
    const items = (level === 'person' ? people : [null]).map((ownerId) => {
      const one = subject(ownerId)
      const known = same.find(
        (rule) =>
          rule.level === level &&
          rule.ownerId === ownerId &&
          rule.role === one.role &&
          rule.departmentId === one.departmentId,
      )
      return { ...one, version: known?.version ?? 0 }
    })
    try {
      await api.norms.setRules({ items, ...(note && { note }) })
      say(words.done)
      await client.invalidateQueries({ queryKey: ['norms'] })
      onClose()
    } catch (thrown) {
      setMistake(errorText(thrown))
      await client.invalidateQueries({ queryKey: ['norms', 'rules'] })
    }
  }
  const mayRole = (data?.may.issueForAll ?? false) || (data?.departments.length ?? 0) > 0
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button disabled={level === 'person' && people.length === 0} onClick={() => void submit()}>
          {words.submit}
        </Button>
      }
    >
      <div className={css.fields}>
        {mayRole && (
          <SegmentedControl
            aria-label={words.who}
            data={[
              { value: 'person', label: words.person },
              { value: 'role', label: words.role },
            ]}
            value={level}
            onChange={(next) => setLevel(next)}
          />
        )}
        {level === 'person' ? (
          <MultiSelect
            label={words.people}
            data={(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={people}
            onChange={setPeople}
            searchable
            clearable
          />
        ) : (
          <>
            <Choice
              label={words.roleName}
              options={(['seller', 'head'] as const).map((one) => ({ value: one, label: texts.rules.role[one] }))}
              value={role}
              onChange={(next) => setRole((next ?? 'seller') as typeof role)}
            />
            <Choice
              label={words.department}
              placeholder={words.wholeCompany}
              clearable={data?.may.issueForAll ?? false}
              options={(data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={departmentId}
              onChange={setDepartment}
            />
          </>
        )}
        <Choice
          label={words.kind}
          options={kinds.map((one) => ({ value: one, label: texts.kinds[one] }))}
          value={kind}
          onChange={(next) => setKind((next ?? 'call') as NormKind)}
        />
        <div className={css.row}>
          <NumberField
            label={words.amount}
            min={0}
            max={500}
            disabled={isTaken}
            value={amount}
            onChange={(value) => setAmount(Number(value) || 0)}
          />
          <SegmentedControl
            aria-label={words.per}
            data={(['day', 'week'] as const).map((one) => ({ value: one, label: texts.per[one] }))}
            value={per}
            onChange={(next) => setPer(next)}
          />
        </div>
        <TextInput
          type="date"
          label={words.from}
          value={validFrom}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Checkbox label={words.take} checked={isTaken} onChange={(event) => setTaken(event.currentTarget.checked)} />
        <TextInput
          label={words.note}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={300}
        />
        {mistake && (
          <p role="alert" className={css.mistake}>
            {mistake}
          </p>
        )}
      </div>
    </SidePanel>
  )
}
