import { PasswordInput } from '@mantine/core'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { newPassword } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import { LinkFrame } from './link-frame.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

const schema = z.object({ password: newPassword })

/** A new password by a link of one use. */
export function NewPasswordPage() {
  return <LinkFrame kind="password">{({ email }, token) => <SetPassword email={email} token={token} />}</LinkFrame>
}

function SetPassword({ email, token }: { email: string; token: string }) {
  const texts = useAuthTexts()
  const go = useGo()
  const form = useForm({
    schema,
    initial: { password: '' },
    submit: ({ password }) => api.auth.resetPassword({ token, password }),
    onDone: () => go({ to: '/sign-in', search: { saved: '1' } }, { replace: true }),
    fieldErrors: { password: texts.fields.passwordShort },
  })
  return (
    <AuthFrame title={texts.link.password} text={texts.link.passwordText(email)}>
      <Form form={form} submitLabel={texts.link.save} guard={false}>
        <PasswordInput
          label={texts.fields.newPassword}
          description={texts.fields.passwordHint}
          autoFocus
          autoComplete="new-password"
          {...form.text('password')}
        />
      </Form>
    </AuthFrame>
  )
}
