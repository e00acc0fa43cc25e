import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Section } from '#web/kit/page.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './imports.module.css'
import { OwnersTable } from './owners-table.tsx'
import { PipelinesTable } from './pipelines-table.tsx'
import { ProductsTable } from './products-table.tsx'
import { SaveMapping } from './save-mapping.tsx'
import { openStages, StagesTable } from './stages-table.tsx'
import { type ImportDetails, type Mapping, type Matching, useImportTexts } from './use-imports.ts'

interface Props {
  one: ImportDetails
  goTo: (step: 'columns' | 'match' | 'check') => void
  onChange: () => Promise<void>
}

/** How the file's pipelines, stages, people and products meet those of the company. */
export function MatchStep({ one, goTo, onChange }: Props) {
  const texts = useImportTexts()
  const errorText = useErrorText()
  const [mapping, setMapping] = useState<Mapping | null>(one.suggestion?.mapping ?? null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { matching } = one
  if (!mapping || !matching) return null
  const change = (part: Partial<Mapping>) => setMapping({ ...mapping, ...part })
  const open = openStages(mapping, matching).length
  const check = async () => {
    setBusy(true)
    setProblem('')
    try {
      await api.imports.map({ id: one.id, mapping })
      await api.imports.check({ id: one.id })
      goTo('check')
      await onChange()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <p className={css.lead}>{texts.match.lead}</p>
      <PipelinesTable mapping={mapping} matching={matching} onChange={change} />
      <StagesTable mapping={mapping} matching={matching} onChange={change} />
      {matching.owners.length > 0 && <OwnersTable mapping={mapping} matching={matching} onChange={change} />}
      {matching.products.some(({ productId }) => productId === null) && (
        <ProductsTable mapping={mapping} matching={matching} onChange={change} />
      )}
      <Names title={texts.match.sources} found={matching.sources} />
      <Names title={texts.match.lossReasons} found={matching.lossReasons} />
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.bar}>
        <Button loading={busy} onClick={() => void check()}>
          {texts.map.check}
        </Button>
        <SaveMapping one={one} />
        {open > 0 && <span className={css.warn}>{texts.match.undecided(open)}</span>}
      </div>
    </>
  )
}

const SHOWN = 12

function Names({ title, found }: { title: string; found: Matching['sources'] }) {
  const texts = useImportTexts()
  if (found.length === 0) return null
  const fresh = found.filter(({ isKnown }) => !isKnown).map(({ value }) => value)
  const names = fresh.length > SHOWN ? `${fresh.slice(0, SHOWN).join(', ')}… (${fresh.length})` : fresh.join(', ')
  return (
    <Section title={title}>
      <p className={css.note}>{fresh.length === 0 ? texts.match.allKnown : texts.match.newOnes(names)}</p>
    </Section>
  )
}
