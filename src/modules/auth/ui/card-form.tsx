import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { isLanguage } from '#core/i18n/language.ts'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { type authContract, ownCard } from '../contract.ts'
import { useAuthTexts } from './use-auth-texts.ts'

type Me = Outputs<typeof authContract>['me']

/** Name, phone and language of the signed-in person. */
export function CardForm({ me }: { me: Me }) {
  const texts = useAuthTexts()
  const client = useQueryClient()
  const { setLanguage } = useLanguage()
  const form = useForm({
    schema: ownCard,
    initial: { fullName: me.fullName, phone: me.phone, language: me.language },
    submit: (values) => api.auth.editMe(values),
    onDone: (saved) => {
      setLanguage(saved.language)
      void putAnswer(client, ['auth', 'me'], saved)
      void client.invalidateQueries({ queryKey: ['viewer'] })
      say(texts.profile.saved)
    },
  })
  const languages = Object.entries(texts.profile.languages).map(([value, label]) => ({ value, label }))
  return (
    <Form form={form}>
      <FieldRow>
        <TextInput label={texts.fields.fullName} autoComplete="name" {...form.text('fullName')} />
        <TextInput label={texts.fields.email} value={me.email ?? ''} readOnly />
      </FieldRow>
      <FieldRow>
        <TextInput label={texts.fields.phone} type="tel" autoComplete="tel" {...form.text('phone')} />
        <Choice
          label={texts.profile.language}
          options={languages}
          {...form.field('language')}
          onChange={(language) => isLanguage(language) && form.set('language', language)}
        />
      </FieldRow>
    </Form>
  )
}
