import { useFormat } from '#web/i18n/use-format.tsx'
import css from './imports.module.css'
import { type ImportResult, useImportTexts } from './use-imports.ts'

interface Props {
  kind: string
  result: ImportResult
  /** It has happened. */
  isDone?: boolean
}

/** Records by what becomes of them, and deals by outcome, to be held against what the former system shows. */
export function ResultFigures({ kind, result, isDone = false }: Props) {
  const texts = useImportTexts()
  const format = useFormat()
  const { outcomes } = result
  const deals = result.create + result.update + result.unchanged + result.rejected
  const names = isDone ? texts.check.past : texts.check
  return (
    <div className={css.sums}>
      <dl className={css.figures}>
        {(['create', 'update', 'unchanged', 'rejected'] as const).map((action) => (
          <div key={action}>
            <dt>{names[action]}</dt>
            <dd>{format.number(result[action])}</dd>
          </div>
        ))}
      </dl>
      {kind === 'deals' && result.rows !== deals && (
        <p className={css.note}>{texts.check.rowsInDeals(result.rows, deals)}</p>
      )}
      {outcomes && (
        <div>
          <p className={css.note}>{texts.check.outcomes}</p>
          <dl className={css.figures}>
            {(['won', 'lost', 'open'] as const).map((outcome) => (
              <div key={outcome}>
                <dt>{texts.check[outcome]}</dt>
                <dd>
                  {format.number(outcomes[outcome].deals)}
                  <small>{format.moneyExact(outcomes[outcome].baseMinor)}</small>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  )
}
