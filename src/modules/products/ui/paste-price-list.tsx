import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { type Pasted, readPriceList } from '../calc/price-list.ts'
import css from './products.module.css'
import { useProductsTexts } from './use-products.ts'

const MOST_ROWS = 5_000

/** Paste, look at what would change, take over. */
export function PastePriceList({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { paste: texts } = useProductsTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const { today } = useViewer()
  const [text, setText] = useState('')
  const [fromOn, setFromOn] = useState<string>(today)
  const [problem, setProblem] = useState<string | null>(null)
  const [read, setRead] = useState<Pasted | null>(null)
  const send = useMutation({
    mutationFn: ({ rows, dryRun }: { rows: Pasted['rows']; dryRun: boolean }) =>
      api.products.paste({ fromOn, rows, dryRun }),
  })
  const check = async () => {
    const pasted = readPriceList(text, format.currency)
    const tooMany = pasted.rows.length > MOST_ROWS
    setProblem(tooMany ? texts.tooMany : pasted.rows.length + pasted.problems.length === 0 ? texts.nothing : null)
    if (tooMany || pasted.rows.length + pasted.problems.length === 0) return
    if (pasted.rows.length > 0) await send.mutateAsync({ rows: pasted.rows, dryRun: true })
    setRead(pasted)
  }
  const apply = async (rows: Pasted['rows']) => {
    const { made, changed } = await send.mutateAsync({ rows, dryRun: false })
    say(texts.done(made, changed))
    onDone()
    onClose()
  }
  const found = send.data
  const shownError = problem ?? (send.error ? errorText(send.error) : null)
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={texts.title}
      width={640}
      footer={
        read ? (
          <div className={css.buttons}>
            <Button variant="default" onClick={() => setRead(null)}>
              {texts.back}
            </Button>
            <Button
              disabled={!found || found.made + found.changed === 0}
              loading={send.isPending}
              onClick={() => void apply(read.rows).catch(() => {})}
            >
              {texts.apply((found?.made ?? 0) + (found?.changed ?? 0))}
            </Button>
          </div>
        ) : (
          <div className={css.buttons}>
            <Button loading={send.isPending} onClick={() => void check().catch(() => {})}>
              {texts.check}
            </Button>
          </div>
        )
      }
    >
      {!read ? (
        <div className={css.panel}>
          <Textarea
            label={texts.text}
            description={texts.hint}
            placeholder={texts.placeholder}
            autosize
            minRows={12}
            maxRows={24}
            autoFocus
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={texts.fromOn}
            value={fromOn}
            onChange={(event) => setFromOn(event.currentTarget.value)}
          />
        </div>
      ) : (
        <div className={css.panel}>
          <p className={css.counts}>
            {[
              [texts.made, found?.made ?? 0],
              [texts.changed, found?.changed ?? 0],
              [texts.same, found?.same ?? 0],
              [texts.broken, read.problems.length],
            ].map(([label, n]) => (
              <span key={label}>
                <strong>{n}</strong> {label}
              </span>
            ))}
          </p>
          {read.problems.length > 0 && (
            <ul className={css.problems}>
              {read.problems.slice(0, 50).map(({ line, text: row, problem: code }) => (
                <li key={line}>
                  {texts.line} {line}: {texts.problems[code]} — <q>{row}</q>
                </li>
              ))}
            </ul>
          )}
          <table className={css.prices}>
            <thead>
              <tr>
                <th>{texts.line}</th>
                <th />
                <th>{texts.before}</th>
                <th>{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {found?.lines
                .filter(({ action }) => action !== 'same')
                .slice(0, 300)
                .map(({ line, name, action, beforeMinor, afterMinor }) => (
                  <tr key={line}>
                    <td>{line}</td>
                    <td>
                      {name} <small className={css.quiet}>{texts.action[action]}</small>
                    </td>
                    <td>{format.money(beforeMinor)}</td>
                    <td>{format.money(afterMinor)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {shownError && (
        <p className={css.problem} role="alert">
          {shownError}
        </p>
      )}
    </SidePanel>
  )
}
