export { Logo } from '../kit/logo.tsx'
