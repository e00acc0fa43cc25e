/** Pieces of tasks that other modules may use. */
export { MyTasks } from './my-tasks.tsx'
