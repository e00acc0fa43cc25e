import { Button, Switch } from '@mantine/core'
import IconHierarchy from '@tabler/icons-react/dist/esm/icons/IconHierarchy2.mjs'
import { useMemo } from 'react'
import { z } from 'zod'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { DepartmentPanel } from './department-panel.tsx'
import { departmentTree } from './department-tree.ts'
import { SpanSection } from './span-section.tsx'
import { PeopleLines, TreeNode } from './structure-tree.tsx'
import css from './structure.module.css'
import { useDepartments, useEverybody, useOrgTexts } from './use-org.ts'

const filterSchema = z.object({
  archived: z.stringbool().or(z.boolean()).default(false),
  department: z.string().optional(),
  parent: z.uuid().optional(),
})

/** Departments as a tree with their heads and people: who stands above whom. */
export function StructurePage() {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const [filters, change] = useSearchState(filterSchema)
  const departments = useDepartments({ archived: filters.archived })
  const everybody = useEverybody()
  const tree = useMemo(
    () => departments.data && everybody.data && departmentTree(departments.data, everybody.data, viewer.today),
    [departments.data, everybody.data, viewer.today],
  )
  const mayEdit = can(viewer, 'editDepartments')
  const error = departments.error ?? everybody.error
  const add = mayEdit && (
    <Button onClick={() => change({ department: 'new', parent: undefined })}>{texts.structure.add}</Button>
  )
  const edit = {
    onEdit: mayEdit ? (id: string) => change({ department: id }) : undefined,
    onAdd: mayEdit ? (parent: string) => change({ department: 'new', parent }) : undefined,
  }
  return (
    <Page
      title={texts.structure.title}
      actions={
        <>
          <Switch
            label={texts.structure.showArchived}
            checked={filters.archived}
            onChange={(event) => change({ archived: event.currentTarget.checked })}
          />
          {add}
        </>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void Promise.all([departments.refetch(), everybody.refetch()])} />
      ) : !tree ? (
        <SkeletonText lines={8} />
      ) : (
        <>
          {tree.roots.length === 0 && (
            <EmptyState
              icon={IconHierarchy}
              title={texts.structure.empty}
              text={texts.structure.emptyText}
              steps={texts.structure.emptySteps}
              action={add}
            />
          )}
          <ul className={css.tree}>
            {tree.roots.map((node) => (
              <TreeNode key={node.department.id} node={node} names={tree.names} {...edit} />
            ))}
          </ul>
          {tree.outside.length > 0 && (
            <section className={css.outside}>
              <h2>{texts.structure.outside}</h2>
              <PeopleLines people={tree.outside} names={tree.names} headId={null} />
            </section>
          )}
          <SpanSection departments={departments.data ?? []} people={everybody.data ?? []} />
        </>
      )}
      <DepartmentPanel
        id={filters.department}
        parentId={filters.parent ?? null}
        departments={departments.data}
        onClose={() => change({ department: undefined, parent: undefined })}
      />
    </Page>
  )
}
