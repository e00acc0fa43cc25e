import { PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { passwordChange } from '../contract.ts'
import { useAuthTexts } from './use-auth-texts.ts'

export function PasswordForm() {
  const texts = useAuthTexts()
  const client = useQueryClient()
  const form = useForm({
    schema: passwordChange,
    initial: { current: '', next: '' },
    submit: (values) => api.auth.changePassword(values),
    onDone: () => {
      form.reset({ current: '', next: '' })
      void client.invalidateQueries({ queryKey: ['auth', 'sessions'] })
      say(texts.profile.passwordChanged)
    },
    fieldErrors: { next: texts.fields.passwordShort },
  })
  return (
    <Form form={form} submitLabel={texts.profile.changePassword}>
      <FieldRow>
        <PasswordInput
          label={texts.profile.currentPassword}
          autoComplete="current-password"
          {...form.text('current')}
        />
        <PasswordInput
          label={texts.fields.newPassword}
          description={texts.fields.passwordHint}
          autoComplete="new-password"
          {...form.text('next')}
        />
      </FieldRow>
    </Form>
  )
}
