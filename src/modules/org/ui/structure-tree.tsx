import { ActionIcon, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Avatar } from '#web/kit/avatar.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { DepartmentNode } from './department-tree.ts'
import css from './structure.module.css'
import { type Person, useOrgTexts } from './use-org.ts'

type Names = ReadonlyMap<string, string>
type NodeProps = {
  node: DepartmentNode
  names: Names
  onEdit: ((id: string) => void) | undefined
  onAdd: ((parentId: string) => void) | undefined
}

/** A department with its people and parts; opens and closes. */
export function TreeNode({ node, names, onEdit, onAdd }: NodeProps) {
  const texts = useOrgTexts()
  const format = useFormat()
  const [isOpen, setOpen] = useState(true)
  const { department, parts, people, count } = node
  const head = names.get(department.headId ?? '')
  const hasInside = parts.length + people.length > 0
  return (
    <li className={css.node} data-archived={department.isArchived || undefined}>
      <div className={css.head}>
        <UnstyledButton
          className={css.toggle}
          onClick={() => setOpen(!isOpen)}
          aria-expanded={hasInside ? isOpen : undefined}
          disabled={!hasInside}
        >
          {isOpen && hasInside ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          <b>{department.name}</b>
        </UnstyledButton>
        <span className={css.facts}>
          <span>{department.isArchived ? texts.structure.archived : (head ?? texts.structure.noHead)}</span>
          <span>{count === 0 ? texts.structure.nobody : format.counted(count, texts.structure.people)}</span>
        </span>
        {onAdd && !department.isArchived && (
          <ActionIcon
            aria-label={`${texts.structure.addInside}: ${department.name}`}
            title={texts.structure.addInside}
            onClick={() => onAdd(department.id)}
          >
            <IconPlus size={16} />
          </ActionIcon>
        )}
        {onEdit && (
          <ActionIcon
            aria-label={`${texts.structure.edit}: ${department.name}`}
            title={texts.structure.edit}
            onClick={() => onEdit(department.id)}
          >
            <IconPencil size={16} />
          </ActionIcon>
        )}
      </div>
      {isOpen && hasInside && (
        <div className={css.inside}>
          <PeopleLines people={people} names={names} headId={department.headId} />
          {parts.length > 0 && (
            <ul className={css.tree}>
              {parts.map((part) => (
                <TreeNode key={part.department.id} node={part} names={names} onEdit={onEdit} onAdd={onAdd} />
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  )
}

/** People of one place, each a link to the card. The manager is named where he is not the head of the department. */
export function PeopleLines({
  people,
  names,
  headId,
}: {
  people: readonly Person[]
  names: Names
  headId: string | null
}) {
  const texts = useOrgTexts()
  return (
    <ul className={css.people}>
      {people.map((person) => {
        const manager =
          person.managerId !== headId && person.id !== headId ? names.get(person.managerId ?? '') : undefined
        return (
          <li key={person.id}>
            <Link to="/people" search={{ person: person.id }} className={css.person}>
              <Avatar name={person.fullName} />
              <span>{person.fullName}</span>
              <small>
                {[person.jobTitle ?? texts.roles[person.role], manager && texts.structure.reportsTo(manager)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
