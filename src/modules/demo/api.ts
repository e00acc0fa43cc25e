export { createDemoCompany, type DemoOptions } from './service.ts'
