import { Button, PasswordInput } from '@mantine/core'
import { z } from 'zod'
import { Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import css from './profile.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

const schema = z.object({ password: z.string().min(1) })

/** Whoever sits at an open screen must know the password before the account's protection changes. */
export function ConfirmByPassword({
  onGo,
  onCancel,
}: {
  onGo: (password: string) => Promise<void>
  onCancel: () => void
}) {
  const texts = useAuthTexts()
  const form = useForm({ schema, initial: { password: '' }, submit: ({ password }) => onGo(password) })
  return (
    <div className={css.narrow}>
      <Form
        form={form}
        submitLabel={texts.profile.go}
        guard={false}
        actions={
          <Button variant="default" onClick={onCancel}>
            {texts.profile.cancel}
          </Button>
        }
      >
        <PasswordInput
          label={texts.profile.confirmPassword}
          autoFocus
          data-autofocus
          autoComplete="current-password"
          {...form.text('password')}
        />
      </Form>
    </div>
  )
}
