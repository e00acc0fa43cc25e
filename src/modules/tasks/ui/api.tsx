/** Pieces of tasks that other modules may use. */
export { CloseTaskDialog } from './close-dialog.tsx'
export { tasksTarget } from './filters.ts'
export { MyTasks } from './my-tasks.tsx'
export { QuickAdd } from './quick-add.tsx'
export { RecordTasks } from './record-tasks.tsx'
export { StepWords } from './step-words.tsx'
export { TaskPanel } from './task-panel.tsx'
