import { Button, TextInput, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { day } from '#core/http/contract.ts'
import { useWork } from '#web/kit/use-work.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import css from './absences.module.css'
import { type Territory, useAbsencesTexts, useColleagues } from './use-absences.ts'

type Props = { known: Territory | undefined; opened: boolean; mayEdit: boolean; onClose: () => void }

/** A territory: its regions, its owner from a day on, who had it before. */
export function TerritoryPanel({ known, opened, mayEdit, onClose }: Props) {
  const texts = useAbsencesTexts().territories
  const format = useFormat()
  return (
    <SidePanel opened={opened} onClose={onClose} title={known?.name ?? texts.add}>
      {opened && (
        <div className={css.panel}>
          {mayEdit && <TerritoryForm key={known?.id} known={known} onClose={onClose} />}
          {mayEdit && known && <GiveForm key={`give ${known.id}`} known={known} />}
          {known && known.owners.length > 0 && (
            <section>
              <strong>{texts.history}</strong>
              <ul className={css.owners}>
                {known.owners.map((one) => (
                  <li key={one.fromOn}>
                    <span>{one.person.name}</span>
                    <span>
                      {one.toOn
                        ? texts.span(format.dayFull(one.fromOn), format.dayFull(one.toOn))
                        : texts.since(format.dayFull(one.fromOn))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </SidePanel>
  )
}

const fields = z.object({
  name: z.string().min(1).max(120),
  regions: z.string().max(5000).optional(),
  rule: z.string().max(500).optional(),
})

function TerritoryForm({ known, onClose }: { known: Territory | undefined; onClose: () => void }) {
  const texts = useAbsencesTexts().territories
  const client = useQueryClient()
  const work = useWork('territories')
  const form = useForm({
    schema: fields,
    initial: { name: known?.name ?? '', regions: known?.regions.join(', ') ?? '', rule: known?.rule ?? '' },
    version: known?.version,
    record: known && `territory:${known.id}`,
    submit: ({ name, regions, rule }, version) => {
      const list = (regions ?? '')
        .split(/[,;\n]/)
        .map((one) => one.trim())
        .filter(Boolean)
      const sent = { name, regions: list, rule: rule ?? null }
      return known ? api.absences.editTerritory({ ...sent, id: known.id, version }) : api.absences.addTerritory(sent)
    },
    refresh: () => client.invalidateQueries({ queryKey: ['territories'] }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['territories'] })
      say(texts.saved)
      if (!known) onClose()
    },
  })
  const archive = async () => {
    if (!known) return
    const { id, version, isArchived } = known
    const done = await work(() =>
      sendInTurn(`territory:${id}`, version, (present) =>
        api.absences.editTerritory({ id, version: present, isArchived: !isArchived }),
      ),
    )
    if (done) say(texts.saved)
  }
  return (
    <Form
      form={form}
      guard={false}
      submitLabel={texts.save}
      actions={
        known && (
          <Button variant="default" onClick={() => void archive()}>
            {known.isArchived ? texts.restore : texts.archive}
          </Button>
        )
      }
    >
      <TextInput label={texts.name} required data-autofocus {...form.text('name')} />
      <Textarea label={texts.regions} description={texts.regionsHint} autosize minRows={2} {...form.text('regions')} />
      <TextInput label={texts.rule} description={texts.ruleHint} {...form.text('rule')} />
    </Form>
  )
}

const giving = z.object({ personId: z.string().optional(), fromOn: day })

function GiveForm({ known }: { known: Territory }) {
  const texts = useAbsencesTexts().territories
  const client = useQueryClient()
  const { today } = useViewer()
  const people = useColleagues()
  const form = useForm({
    schema: giving,
    initial: { personId: known.owner?.person.id ?? '', fromOn: today },
    version: known.version,
    record: `territory:${known.id}`,
    submit: ({ personId, fromOn }, version) =>
      api.absences.giveTerritory({ id: known.id, version, personId: personId || null, fromOn }),
    refresh: () => client.invalidateQueries({ queryKey: ['territories'] }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['territories'] })
      say(texts.saved)
    },
  })
  const { value, error, onChange } = form.field('personId')
  return (
    <Form form={form} guard={false} submitLabel={texts.give}>
      <FieldRow>
        <PersonPicker
          label={texts.owner}
          placeholder={texts.nobody}
          clearable
          options={people}
          value={value || null}
          error={error}
          onChange={(next) => onChange(next ?? '')}
        />
        <TextInput type="date" label={texts.from} required {...form.text('fromOn')} />
      </FieldRow>
    </Form>
  )
}
