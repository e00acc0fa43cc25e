import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { KINDS } from '../calc/targets.ts'
import css from './imports.module.css'
import { type ImportDetails, useImportTexts, useImportWords } from './use-imports.ts'

type Wish = Omit<Parameters<typeof api.imports.read>[0], 'id'>
const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'ibm866', 'koi8-r', 'windows-1252'] as const
const DELIMITERS = [',', ';', '\t', '|'] as const

/** How the file was read, and the way to say that it is otherwise. */
export function FileFound({
  one,
  onChange,
  isOpen = false,
}: {
  one: ImportDetails
  onChange: () => Promise<void>
  isOpen?: boolean
}) {
  const texts = useImportTexts()
  const [opened, setOpened] = useState(isOpen)
  const { file } = one
  const facts = file && [
    file.kind === 'xlsx' ? texts.found.xlsx : texts.found.csv,
    file.encoding && `${texts.found.encoding} ${file.encoding}`,
    file.delimiter && `${texts.found.delimiter}: ${texts.found.delimiters[file.delimiter] ?? file.delimiter}`,
    file.sheet && texts.found.sheet(file.sheet),
    file.headerLine === null ? texts.found.noHeader : texts.found.header(file.headerLine),
    texts.rows(file.rows),
    file.blankRows > 0 && texts.found.blank(file.blankRows),
    file.problemRows > 0 && texts.found.broken(file.problemRows),
    texts.found.size(one.fileSize),
  ]
  return (
    <section className={css.found}>
      <div className={css.foundLine}>
        <span>{facts ? facts.filter(Boolean).join(' · ') : one.fileName}</span>
        {!isOpen && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpened(!opened)}>
            {texts.found.again}
          </Button>
        )}
      </div>
      {file?.rows === 0 && (
        <p className={css.problem} role="alert">
          {texts.found.noRows}
        </p>
      )}
      {opened && <ReadAgain one={one} onChange={onChange} />}
    </section>
  )
}

function ReadAgain({ one, onChange }: { one: ImportDetails; onChange: () => Promise<void> }) {
  const texts = useImportTexts()
  const words = useImportWords()
  const errorText = useErrorText()
  const [wish, setWish] = useState<Wish>({})
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const { file } = one
  const isText = file?.kind !== 'xlsx'
  const read = async () => {
    setBusy(true)
    setProblem('')
    try {
      await api.imports.read({ id: one.id, ...wish })
      await onChange()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  const set = (change: Wish) => setWish({ ...wish, ...change })
  return (
    <div className={css.readAgain}>
      <Select
        label={texts.found.kind}
        data={KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        value={wish.kind ?? one.kind}
        allowDeselect={false}
        onChange={(kind) => set({ kind: KINDS.find((known) => known === kind) })}
      />
      {isText && (
        <Select
          label={texts.found.encoding}
          data={[...ENCODINGS]}
          value={wish.encoding ?? file?.encoding ?? null}
          placeholder={texts.found.auto}
          allowDeselect={false}
          onChange={(encoding) => set({ encoding: ENCODINGS.find((known) => known === encoding) })}
        />
      )}
      {isText && (
        <Select
          label={texts.found.delimiter}
          data={DELIMITERS.map((value) => ({ value, label: texts.found.delimiters[value] ?? value }))}
          value={wish.delimiter ?? file?.delimiter ?? null}
          placeholder={texts.found.auto}
          allowDeselect={false}
          onChange={(delimiter) => set({ delimiter: delimiter ?? undefined })}
        />
      )}
      {file && file.sheets.length > 1 && (
        <Select
          label={texts.found.sheetLabel}
          data={file.sheets.map(({ name }) => name)}
          value={wish.sheet ?? file.sheet}
          allowDeselect={false}
          onChange={(sheet) => set({ sheet: sheet ?? undefined })}
        />
      )}
      <NumberField
        label={texts.found.headerLine}
        placeholder={file?.headerLine === null ? texts.found.none : texts.found.auto}
        min={1}
        allowDecimal={false}
        value={wish.headerLine ?? file?.headerLine ?? ''}
        onChange={(line) => set({ headerLine: typeof line === 'number' ? line : null })}
      />
      <Button loading={busy} onClick={() => void read()}>
        {texts.found.readAgain}
      </Button>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
