export { createDemoCompany, type DemoOptions, type StoryCompany } from './service.ts'
