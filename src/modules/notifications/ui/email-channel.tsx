import css from './notices.module.css'
import { TrialButton } from './trial-button.tsx'
import { type Settings, useNoticeTexts } from './use-notices.ts'

/** Where letters go, if they go at all. */
export function EmailChannel({ settings: { email } }: { settings: Settings }) {
  const { settings: texts } = useNoticeTexts()
  if (!email.isOn) return <p className={css.text}>{texts.emailOff}</p>
  if (!email.address) return <p className={css.text}>{texts.noEmail}</p>
  return (
    <div className={css.row}>
      <span>{texts.emailTo(email.address)}</span>
      <TrialButton channel="email" />
    </div>
  )
}
