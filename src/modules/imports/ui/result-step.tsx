import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, type Target } from '#web/kit/routing.tsx'
import { Section } from '#web/kit/page.tsx'
import css from './imports.module.css'
import { MadeList } from './made-list.tsx'
import { ReasonsTable } from './reasons-table.tsx'
import { ReportLinks } from './report-links.tsx'
import { ResultFigures } from './result-figures.tsx'
import { RevertDialog } from './revert-dialog.tsx'
import { type ImportDetails, useImportTexts } from './use-imports.ts'

/** What happened, where to look at it, and the way back. */
export function ResultStep({ one, onChange }: { one: ImportDetails; onChange: () => Promise<void> }) {
  const texts = useImportTexts()
  const [isReverting, setReverting] = useState(false)
  const { result } = one
  if (!result) return null
  const { reverted } = result
  return (
    <>
      <Section
        title={one.status === 'reverted' ? texts.commit.reverted : texts.commit.done}
        actions={<ReportLinks one={one} />}
      >
        {reverted ? (
          <p className={css.note}>{texts.commit.revertedSums(reverted.removed, reverted.restored, reverted.kept)}</p>
        ) : (
          <ResultFigures kind={one.kind} result={result} isDone />
        )}
      </Section>
      <div className={css.links}>
        {!reverted &&
          linksFor(one).map(([name, target]) => (
            <Link key={name} {...target}>
              {texts.commit.links[name]}
            </Link>
          ))}
        <Link to="/imports">{texts.commit.another}</Link>
      </div>
      {!reverted && <MadeList result={result} title={texts.check.madeNow} />}
      {!reverted && result.reasons.length > 0 && (
        <Section title={texts.check.report} flush>
          <ReasonsTable id={one.id} reasons={result.reasons} />
        </Section>
      )}
      {one.status === 'done' && (
        <div className={css.bar}>
          <Button variant="default" onClick={() => setReverting(true)}>
            {texts.commit.revert}
          </Button>
        </div>
      )}
      {isReverting && <RevertDialog one={one} onClose={() => setReverting(false)} onChange={onChange} />}
    </>
  )
}

type LinkName =
  | 'contacts'
  | 'payments'
  | 'spend'
  | 'plans'
  | 'activities'
  | 'deals'
  | 'people'
  | 'structure'
  | 'products'
  | 'companies'
  | 'planfact'
  | 'match'

function linksFor({ kind, result }: ImportDetails): [LinkName, Target][] {
  if (kind === 'people')
    return [
      ['structure', { to: '/structure' }],
      ['people', { to: '/people' }],
    ]
  if (kind === 'contacts') return [['contacts', { to: '/clients', search: { kind: 'contact' } }]]
  if (kind === 'payments') return [['payments', { to: '/payments', search: { view: 'payments' } }]]
  if (kind === 'activities') return [['activities', { to: '/calendar' }]]
  if (kind === 'plans') return [['plans', { to: '/plan' }]]
  if (kind === 'spend') return [['spend', { to: '/sources/spend' }]]
  if (kind === 'products') return [['products', { to: '/products' }]]
  if (kind === 'companies') return [['companies', { to: '/clients' }]]
  const links: [LinkName, Target][] = [
    ['deals', { to: '/deals' }],
    ['planfact', { to: '/plan-fact' }],
    ['companies', { to: '/clients' }],
  ]
  return result && result.unmatchedProducts.length > 0 ? [...links, ['match', { to: '/products' }]] : links
}
