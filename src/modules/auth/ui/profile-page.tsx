import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { CardForm } from './card-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { Sessions } from './sessions.tsx'
import { Totp } from './totp.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

/** What everybody decides about his own account. */
export function ProfilePage() {
  const texts = useAuthTexts()
  const me = useQuery({ queryKey: ['auth', 'me'], queryFn: () => api.auth.me({}) })
  if (me.error && !me.data)
    return (
      <Page title={texts.profile.title} width="narrow">
        <ErrorState error={me.error} onRepeat={() => void me.refetch()} />
      </Page>
    )
  return (
    <Page title={texts.profile.title} width="narrow">
      <Section title={texts.profile.card}>{me.data ? <CardForm me={me.data} /> : <SkeletonForm fields={3} />}</Section>
      <Section title={texts.profile.passwordTitle}>
        <PasswordForm />
      </Section>
      <Section title={texts.profile.totpTitle}>{me.data && <Totp isOn={me.data.hasTotp} />}</Section>
      <Section title={texts.profile.sessionsTitle}>
        <Sessions />
      </Section>
      <Section title={texts.profile.keysTitle} hint={texts.profile.keysText}>
        <Link to="/settings/api-keys">{texts.profile.keysLink}</Link>
      </Section>
    </Page>
  )
}
