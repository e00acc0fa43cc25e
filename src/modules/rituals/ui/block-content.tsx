import { Link } from '#web/kit/routing.tsx'
import css from './rituals.module.css'
import { type FilledBlock, useRitualsTexts, useValueText } from './use-rituals.ts'

/** What a block shows: its figures, then a line a person, deal or promise. */
export function BlockContent({ block }: { block: FilledBlock }) {
  const texts = useRitualsTexts()
  const write = useValueText()
  const columns = block.rows.find(({ values }) => values.length > 0)?.values.map(({ code }) => code) ?? []
  if (block.rows.length === 0 && block.figures.length === 0)
    return texts.emptyBlocks[block.kind] && <p className={css.hint}>{texts.emptyBlocks[block.kind]}</p>
  return (
    <>
      {block.figures.length > 0 && (
        <dl className={css.figures}>
          {block.figures.map((one) => (
            <div key={one.code}>
              <dt>{texts.values[one.code] ?? one.code}</dt>
              <dd>{write(one)}</dd>
            </div>
          ))}
        </dl>
      )}
      {block.rows.length === 0 ? (
        <p className={css.hint}>{texts.emptyBlocks[block.kind]}</p>
      ) : (
        <table className={css.rows}>
          {columns.length > 1 && (
            <thead>
              <tr>
                <th aria-label={texts.blocks[block.kind]} />
                {columns.map((code) => (
                  <th key={code}>{texts.values[code] ?? code}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.id} data-tone={row.tone ?? undefined}>
                <td>
                  <RowName row={row} />
                  {row.detail && <small>{row.detail}</small>}
                </td>
                {row.values.map((value) => (
                  <td key={value.code}>{write(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function RowName({ row }: { row: FilledBlock['rows'][number] }) {
  if (row.path === null) return <span>{row.title}</span>
  const [to = '', query] = row.path.split('?')
  return (
    <Link to={to} {...(query && { search: Object.fromEntries(new URLSearchParams(query)) })}>
      {row.title}
    </Link>
  )
}
