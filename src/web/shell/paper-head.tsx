import { useFormat } from '../i18n/use-format.tsx'
import { usePrintedAt } from '../kit/use-printing.ts'
import { useViewer } from '../session.tsx'
import css from './paper-head.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** What a sheet says above its page: whose figures they are, who has printed them and when. On the screen there is none. */
export function PaperHead() {
  const texts = useShellTexts()
  const format = useFormat()
  const { companyName, name } = useViewer()
  const printedAt = usePrintedAt()
  if (printedAt === undefined) return null
  return (
    <p className={css.head}>
      <span>{companyName}</span>
      <span>{texts.printed(format.dateTime(printedAt), name)}</span>
    </p>
  )
}
