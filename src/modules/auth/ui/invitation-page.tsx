import { PasswordInput, TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { acceptance } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import { enter } from './enter.ts'
import { LinkFrame } from './link-frame.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

/** The invited person checks the name and sets a password. */
export function InvitationPage() {
  return (
    <LinkFrame kind="invitation">
      {({ fullName, email, companyName }, token) => (
        <Accept fullName={fullName} email={email} companyName={companyName} token={token} />
      )}
    </LinkFrame>
  )
}

function Accept({
  fullName,
  email,
  companyName,
  token,
}: {
  fullName: string
  email: string
  companyName: string
  token: string
}) {
  const texts = useAuthTexts()
  const form = useForm({
    schema: acceptance,
    initial: { fullName, password: '' },
    submit: (values) => api.auth.acceptInvitation({ ...values, token }),
    onDone: () => enter(),
    fieldErrors: { password: texts.fields.passwordShort },
  })
  return (
    <AuthFrame title={texts.link.invitation(companyName)} text={texts.link.invitationText}>
      <Form form={form} submitLabel={texts.link.accept} guard={false}>
        <TextInput label={texts.fields.email} type="email" autoComplete="username" value={email} readOnly />
        <TextInput label={texts.fields.fullName} autoComplete="name" {...form.text('fullName')} />
        <PasswordInput
          label={texts.fields.password}
          description={texts.fields.passwordHint}
          autoFocus
          autoComplete="new-password"
          {...form.text('password')}
        />
      </Form>
    </AuthFrame>
  )
}
