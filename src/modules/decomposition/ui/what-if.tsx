import { Button, Slider } from '@mantine/core'
import { useId } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { asItIs, type Need, type WhatIf } from '../calc/decompose.ts'
import css from './decomposition.module.css'
import { useDecompositionTexts } from './use-decomposition.ts'

type Props = { whatIf: WhatIf; need: Need; onChange: (next: WhatIf) => void }

/** Sliders of what could be otherwise: conversion, check, contacts per deal; 100 % is as it is. */
export function WhatIfSliders({ whatIf, need, onChange }: Props) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.whatIf
  const isChanged = whatIf.conversion !== 1 || whatIf.check !== 1 || whatIf.contacts !== 1
  const conversion = need.leads.value > 0 ? need.won.value / need.leads.value : null
  const check = need.won.value > 0 ? need.targetMinor / need.won.value : null
  const contacts = need.contacts.reduce((sum, { total }) => sum + total.value, 0) / Math.max(1e-9, need.leads.value)
  return (
    <Section
      title={words.title}
      actions={
        isChanged && (
          <Button variant="subtle" onClick={() => onChange(asItIs)}>
            {words.reset}
          </Button>
        )
      }
    >
      <div className={css.sliders}>
        <One
          label={words.conversion}
          said={format.share(conversion)}
          value={whatIf.conversion}
          onChange={(next) => onChange({ ...whatIf, conversion: next })}
        />
        <One
          label={words.check}
          said={check === null ? format.noData : format.moneyCompact(Math.round(check))}
          value={whatIf.check}
          onChange={(next) => onChange({ ...whatIf, check: next })}
        />
        <One
          label={words.contacts}
          said={format.number(contacts, { digits: 1 })}
          value={whatIf.contacts}
          onChange={(next) => onChange({ ...whatIf, contacts: next })}
        />
        <p className={css.quiet}>{words.hint}</p>
      </div>
    </Section>
  )
}

function One({
  label,
  said,
  value,
  onChange,
}: {
  label: string
  said: string
  value: number
  onChange: (value: number) => void
}) {
  const format = useFormat()
  const id = useId()
  return (
    <div className={css.slider}>
      <span id={id}>
        {label} <b>{said}</b>
      </span>
      <Slider
        thumbLabel={label}
        aria-labelledby={id}
        min={0.5}
        max={2}
        step={0.05}
        value={value}
        onChange={onChange}
        label={(now) => format.share(now, { digits: 0 })}
        marks={[{ value: 1 }]}
      />
    </div>
  )
}
