import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { PlanGrid, ToSet } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'

type Props = {
  grid: PlanGrid
  onClose: () => void
  onApply: (proposed: readonly ToSet[], reason: string, done: string) => Promise<void>
}

const LETTERS = 26
const FIRST_LETTER = 65

/** A sheet of the plan: what it would change, what in it is wrong and where, then a button that writes what is right. */
export function FilePanel({ grid, onClose, onApply }: Props) {
  const texts = usePlansTexts()
  const words = texts.file
  const errorText = useErrorText()
  const chooser = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const read = useMutation({
    mutationFn: async (file: File) => {
      setName(file.name)
      const content = toBase64(new Uint8Array(await file.arrayBuffer()))
      return api.plans.readFile({ year: grid.year, metric: grid.metric, tier: grid.tier, content })
    },
  })
  const { data, error } = read
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button
          disabled={!data || data.proposal.cells.length === 0}
          onClick={() =>
            data && void onApply(data.proposal.cells, words.note(name), words.done(data.proposal.cells.length))
          }
        >
          {words.apply}
        </Button>
      }
    >
      <div className={css.fields}>
        <p className={css.hint}>{words.intro}</p>
        <input
          ref={chooser}
          className={css.hidden}
          type="file"
          tabIndex={-1}
          aria-label={words.choose}
          accept=".xlsx,.csv,.txt"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file) read.mutate(file)
            event.currentTarget.value = ''
          }}
        />
        <Button variant="default" loading={read.isPending} onClick={() => chooser.current?.click()}>
          {words.choose}
        </Button>
      </div>
      {error && <p role="alert">{errorText(error)}</p>}
      {data && (
        <div className={css.result} aria-live="polite">
          <strong>{data.proposal.cells.length === 0 ? words.none : words.changes(data.proposal.cells.length)}</strong>
          <p>{words.rows(data.rows, data.unchanged)}</p>
          {data.problems.length > 0 && (
            <table className={css.lines}>
              <thead>
                <tr>
                  <th>{words.problems}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {data.problems.map((one) => (
                  <tr key={`${one.row} ${one.column} ${one.problem}`}>
                    <td>
                      {one.value}
                      <small>{words.why[one.problem]}</small>
                    </td>
                    <td>{words.place(one.row, one.column === null ? null : letters(one.column))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </SidePanel>
  )
}

/** 1 is A, 27 is AA: as the sheet names its columns. */
function letters(column: number): string {
  const rest = (column - 1) % LETTERS
  const before = Math.floor((column - 1) / LETTERS)
  return (before > 0 ? letters(before) : '') + String.fromCharCode(FIRST_LETTER + rest)
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
