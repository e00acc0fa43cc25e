import { Button } from '@mantine/core'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useState } from 'react'
import type { CardPartProps } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import css from './templates.module.css'
import { useTemplates, useTemplateTexts } from './use-templates.ts'
import { WritePanel } from './write-panel.tsx'

export interface Subject {
  dealId?: string
  companyId?: string
  contactId?: string
}

/** A button that is there when the company has templates. */
function Write({ subject, mayEdit }: { subject: Subject; mayEdit: boolean }) {
  const texts = useTemplateTexts()
  const { data } = useTemplates()
  const [opened, setOpened] = useState(false)
  if (!data?.length) return null
  return (
    <>
      <Button
        className={css.write ?? ''}
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {texts.write}
      </Button>
      <SidePanel opened={opened} onClose={() => setOpened(false)} title={texts.write} width={560}>
        {opened && (
          <WritePanel templates={data} subject={subject} mayRecord={mayEdit} onDone={() => setOpened(false)} />
        )}
      </SidePanel>
    </>
  )
}

export const DealWrite = ({ id, mayEdit }: CardPartProps) => <Write subject={{ dealId: id }} mayEdit={mayEdit} />
export const CompanyWrite = ({ id, mayEdit }: CardPartProps) => <Write subject={{ companyId: id }} mayEdit={mayEdit} />
export const ContactWrite = ({ id, mayEdit }: CardPartProps) => <Write subject={{ contactId: id }} mayEdit={mayEdit} />
