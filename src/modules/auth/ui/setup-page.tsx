import { ActionIcon, Button, CopyButton } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { useRoleNames } from '#modules/org/ui/api.tsx'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import type { authContract } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import css from './auth-frame.module.css'
import { enter } from './enter.ts'
import { Forward } from './forward.tsx'
import { SetupWizard } from './setup-wizard.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

/** The first visit: an own company in two steps, or the demo company in one. */
export function SetupPage() {
  const texts = useAuthTexts()
  const { language } = useLanguage()
  const [isOwn, setOwn] = useState(false)
  const setup = useQuery({ queryKey: ['auth', 'setup'], queryFn: () => api.auth.setup({}) })
  const demo = useMutation({ mutationFn: () => api.auth.setUpDemo({ language }) })

  if (demo.data) return <DemoReady {...demo.data} />
  const isOpen = setup.data ? setup.data.isNeeded || setup.data.mayBegin : true
  if (!isOpen && !demo.isPending) return <Forward to="/sign-in" />
  if (isOwn) return <SetupWizard onBack={() => setOwn(false)} />
  return (
    <AuthFrame title={texts.setup.choice} wide>
      <div className={css.choices}>
        <div className={css.choice}>
          <h2>{texts.setup.ownTitle}</h2>
          <p>{texts.setup.ownText}</p>
          <Button onClick={() => setOwn(true)} disabled={demo.isPending} autoFocus>
            {texts.setup.own}
          </Button>
        </div>
        {setup.data?.hasDemo && setup.data.isNeeded && (
          <div className={css.choice}>
            <h2>{texts.setup.demoTitle}</h2>
            <p>{texts.setup.demoText}</p>
            <Button variant="default" loading={demo.isPending} onClick={() => demo.mutate()}>
              {texts.setup.demo}
            </Button>
            {demo.isPending && <p role="status">{texts.setup.demoWait}</p>}
            {demo.error && <ErrorState error={demo.error} onRepeat={() => demo.mutate()} />}
          </div>
        )}
        {setup.error && <ErrorState error={setup.error} onRepeat={() => void setup.refetch()} />}
      </div>
    </AuthFrame>
  )
}

function DemoReady({ password, accounts }: Outputs<typeof authContract>['setUpDemo']) {
  const texts = useAuthTexts()
  const roles = useRoleNames()
  const kit = useKitTexts()
  return (
    <AuthFrame title={texts.setup.demoReady} text={texts.setup.demoAccount}>
      <dl className={css.facts}>
        {accounts.map(({ email, role }) => (
          <Fragment key={email}>
            <dt>{roles[role] ?? role}</dt>
            <dd>{email}</dd>
          </Fragment>
        ))}
        <dt>{texts.fields.password}</dt>
        <dd className={css.secret}>
          {password}
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <ActionIcon
                aria-label={copied ? kit.copied : kit.copy}
                title={copied ? kit.copied : kit.copy}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            )}
          </CopyButton>
        </dd>
      </dl>
      <Button onClick={() => enter()} autoFocus fullWidth>
        {texts.setup.open}
      </Button>
    </AuthFrame>
  )
}
