import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type Summary, useSegmentsTexts } from './use-segments.ts'

const schema = z.object({
  months: z.coerce.number().int().min(3).max(36),
  silentAfter: z.coerce.number().min(1).max(10),
  lostAfter: z.coerce.number().min(1).max(20),
})

/** The rules by which clients are classed. */
export function SettingsPanel({ settings, onClose }: { settings: Summary['settings']; onClose: () => void }) {
  const words = useSegmentsTexts().settings
  const client = useQueryClient()
  const form = useForm({
    schema,
    initial: {
      months: String(settings.months),
      silentAfter: String(settings.silentAfter),
      lostAfter: String(settings.lostAfter),
    },
    version: settings.version,
    record: 'segmentSettings',
    submit: (values, version) => api.segments.editSettings({ ...values, version }),
    refresh: () => client.invalidateQueries({ queryKey: ['segments'] }),
    onDone: async () => {
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['segments'] })
      onClose()
    },
  })
  return (
    <SidePanel opened onClose={onClose} title={words.title}>
      <Form form={form} submitLabel={words.save}>
        <TextInput label={words.months} type="number" min={3} max={36} {...form.text('months')} />
        <TextInput label={words.silent} min={1} max={10} type="number" step="any" {...form.text('silentAfter')} />
        <TextInput label={words.lost} min={1} max={20} type="number" step="any" {...form.text('lostAfter')} />
      </Form>
    </SidePanel>
  )
}
