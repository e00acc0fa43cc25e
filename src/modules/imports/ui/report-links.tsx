import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { type ImportDetails, useImportTexts } from './use-imports.ts'

/** The whole report as a file. */
export function ReportLinks({ one }: { one: ImportDetails }) {
  const texts = useImportTexts()
  if (!one.result || one.result.reasons.length === 0) return null
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`/api/imports/${one.id}/report?format=${format}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {`${texts.check.report}, ${texts.formats[format]}`}
        </Button>
      ))}
    </>
  )
}
