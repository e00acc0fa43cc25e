import { CopyButton, UnstyledButton } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import css from './states.module.css'
import { useKitTexts } from './use-kit-texts.ts'

/** A code that one click copies, with what it is for. */
export function CopyCode({ code }: { code: string }) {
  const texts = useKitTexts()
  return (
    <CopyButton value={code}>
      {({ copied, copy }) => (
        <UnstyledButton className={css.code} onClick={copy} title={texts.copy}>
          <span>{texts.errorCode}</span>
          <code>{code}</code>
          {copied ? <IconCheck size={14} aria-label={texts.copied} /> : <IconCopy size={14} aria-hidden />}
        </UnstyledButton>
      )}
    </CopyButton>
  )
}
