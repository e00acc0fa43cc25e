/** What other modules may use of tasks. */
export { insertShifts, insertTasks, type Shift, type StoredTask } from './data/write-tasks.ts'
export { type EveningTask, type SettledTask, settleTasks } from './service/end-of-day.ts'
export { callOffTask } from './service/close-task.ts'
export { addTask, type TaskFields } from './service/task-commands.ts'
export { tasksList } from './service/tasks-file.ts'
