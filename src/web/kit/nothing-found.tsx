import { Button } from '@mantine/core'
import IconFilterOff from '@tabler/icons-react/dist/esm/icons/IconFilterOff.mjs'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  /** What there is none of: «По этим условиям сделок нет». */
  title?: string
  text?: string
  /** Takes all filters away. */
  onReset: () => void
  /** Another way out, beside the button. */
  children?: ReactNode
}

/** A list whose filters leave nothing: what to do, and one button that takes them away. */
export function NothingFound({ title, text, onReset, children }: Props) {
  const texts = useKitTexts()
  return (
    <EmptyState
      icon={IconFilterOff}
      title={title ?? texts.nothingFound}
      text={text ?? texts.filter.loosen}
      action={
        <>
          <Button variant="default" mr="xs" onClick={onReset}>
            {texts.filter.resetAll}
          </Button>
          {children}
        </>
      }
    />
  )
}
