import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type Terms, useSourcesTexts } from './use-sources.ts'

const schema = z.object({
  percent: z.coerce.number().gt(0).max(100).optional(),
  years: z.coerce.number().min(0.1).max(50),
})

/** The margin in percent, as people say it, and the years of a client. */
export function TermsPanel({ terms, onClose }: { terms: Terms; onClose: () => void }) {
  const texts = useSourcesTexts()
  const words = texts.terms
  const client = useQueryClient()
  const form = useForm({
    schema,
    initial: {
      percent: terms.margin === null ? '' : String(Math.round(terms.margin * 10_000) / 100),
      years: String(terms.years),
    },
    version: terms.version,
    record: 'sourceSettings',
    submit: ({ percent, years }, version) =>
      api.sources.editSettings({
        margin: percent === undefined ? null : percent / 100,
        years,
        version,
      }),
    refresh: () => client.invalidateQueries({ queryKey: ['sources'] }),
    onDone: async () => {
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['sources'] })
      onClose()
    },
  })
  return (
    <SidePanel opened onClose={onClose} title={words.title}>
      <Form form={form} submitLabel={words.save}>
        <TextInput
          label={words.margin}
          description={words.marginHint}
          min={0}
          max={100}
          type="number"
          step="any"
          {...form.text('percent')}
        />
        <TextInput
          label={words.years}
          description={words.yearsHint}
          min={0.1}
          max={50}
          type="number"
          step="any"
          {...form.text('years')}
        />
      </Form>
    </SidePanel>
  )
}
