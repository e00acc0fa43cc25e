import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import type { Option } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { inOrderOf, stepped, useQuickChange } from '#web/kit/use-quick-change.ts'
import type { LeadRule } from '../contract.ts'
import { RuleDialog } from './rule-dialog.tsx'
import css from './settings.module.css'
import { useLeadsTexts, useLeadWork } from './use-leads.ts'
import { useDepartmentOptions, useLeadForms, useLeadRules, useSellerOptions, useSourceOptions } from './use-settings.ts'

/** Rules of distribution in their order; each says whom it gives to and what is wrong with it. */
export function LeadRules() {
  const texts = useLeadsTexts()
  const words = texts.distribution
  const client = useQueryClient()
  const work = useLeadWork()
  const undo = useUndoToast()
  const { data: rules, error, refetch } = useLeadRules()
  const [edited, setEdited] = useState<LeadRule | 'new'>()
  const say = useRuleWords()
  const order = useQuickChange<LeadRule[], string[]>(['leads', 'rules'], {
    shown: inOrderOf,
    send: (ids) => api.leads.orderRules({ ids }),
    settle: () => void client.invalidateQueries({ queryKey: ['leads'] }),
  })
  const move = (index: number, by: -1 | 1) => order(stepped(rules ?? [], index, by))
  const remove = async ({ id, version: _version, gone: _gone, empty: _empty, ...values }: LeadRule) => {
    const done = await work(() => api.leads.removeRule({ id }))
    if (done) undo({ text: words.removed, onUndo: () => work(() => api.leads.addRule(values)) })
  }
  return (
    <Section title={words.rules} hint={words.rulesHint}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !rules ? (
        <SkeletonText lines={3} />
      ) : rules.length === 0 ? (
        <p className={css.hint}>{words.noRules}</p>
      ) : (
        <ol className={css.rules}>
          {rules.map((rule, index) => (
            <li key={rule.id}>
              <UnstyledButton onClick={() => setEdited(rule)}>
                <strong>{rule.name}</strong>
                <small>
                  {say.conditions(rule)} {words.to(say.receivers(rule))}
                </small>
                {rule.gone.length > 0 && (
                  <small className={css.bad}>{words.gone(rule.gone.map(({ name }) => name).join(', '))}</small>
                )}
                {rule.empty && <small className={css.bad}>{words.nobodyToday}</small>}
              </UnstyledButton>
              <span className={css.tools}>
                <ActionIcon
                  aria-label={`${words.up}: ${rule.name}`}
                  title={words.up}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  aria-label={`${words.down}: ${rule.name}`}
                  title={words.down}
                  disabled={index === rules.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  aria-label={`${words.remove}: ${rule.name}`}
                  title={words.remove}
                  onClick={() => void remove(rule)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ol>
      )}
      <div className={css.add}>
        <Button variant="default" onClick={() => setEdited('new')}>
          {words.addRule}
        </Button>
      </div>
      <RuleDialog rule={edited} onClose={() => setEdited(undefined)} />
    </Section>
  )
}

function useRuleWords() {
  const words = useLeadsTexts().distribution
  const people = useSellerOptions()
  const departments = useDepartmentOptions()
  const sources = useSourceOptions()
  const { data: forms } = useLeadForms()
  const named = (options: readonly Option[], ids: readonly string[]) =>
    options.filter(({ value }) => ids.includes(value)).map(({ label }) => label)
  return {
    conditions: ({ sourceIds, formIds, regions, products }: LeadRule) =>
      [
        ...named(sources, sourceIds),
        ...(forms ?? []).filter(({ id }) => formIds.includes(id)).map(({ name }) => name),
        ...regions,
        ...products,
      ].join(', ') || words.anyLead,
    receivers: ({ personIds, departmentIds, method }: LeadRule) =>
      `${[...named(people, personIds), ...named(departments, departmentIds)].join(', ')} · ${words.methods[method].toLowerCase()}`,
  }
}
