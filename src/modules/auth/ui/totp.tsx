import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import css from './profile.module.css'
import { ConfirmByPassword } from './confirm-by-password.tsx'
import { BackupCodes, TotpSetup, type TotpStart } from './totp-setup.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

type Step =
  | { kind: 'idle' }
  | { kind: 'asking'; what: 'on' | 'off' | 'codes' }
  | { kind: 'scanning'; start: TotpStart }
  | { kind: 'codes'; codes: string[] }

/** The code at sign-in: turned on in three steps (password, first code, backup codes), turned off with the password. */
export function Totp({ isOn }: { isOn: boolean }) {
  const texts = useAuthTexts()
  const client = useQueryClient()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const refresh = () => client.invalidateQueries({ queryKey: ['auth'] })
  const idle = () => setStep({ kind: 'idle' })

  const proceed = async (what: 'on' | 'off' | 'codes', password: string) => {
    if (what === 'on') setStep({ kind: 'scanning', start: await api.auth.startTotp({ password }) })
    if (what === 'codes') setStep({ kind: 'codes', codes: (await api.auth.newBackupCodes({ password })).backupCodes })
    if (what === 'off') {
      await api.auth.stopTotp({ password })
      idle()
      await refresh()
    }
  }

  if (step.kind === 'asking')
    return <ConfirmByPassword onGo={(password) => proceed(step.what, password)} onCancel={idle} />
  if (step.kind === 'scanning') {
    const { start } = step
    const onDone = () => {
      setStep({ kind: 'codes', codes: start.backupCodes })
      void refresh()
    }
    return <TotpSetup start={start} onDone={onDone} onCancel={idle} />
  }
  if (step.kind === 'codes') return <BackupCodes codes={step.codes} onDone={idle} />
  return (
    <>
      <p className={css.text}>{isOn ? texts.profile.totpOn : texts.profile.totpOff}</p>
      <div className={css.line}>
        {isOn ? (
          <>
            <Button variant="default" onClick={() => setStep({ kind: 'asking', what: 'codes' })}>
              {texts.profile.newCodes}
            </Button>
            <Button variant="default" onClick={() => setStep({ kind: 'asking', what: 'off' })}>
              {texts.profile.turnOff}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setStep({ kind: 'asking', what: 'on' })}>
            {texts.profile.turnOn}
          </Button>
        )}
      </div>
    </>
  )
}
