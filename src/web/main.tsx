import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { queryClient } from './query-client.ts'
import { modules } from './modules.ts'
import { registerServiceWorker } from './pwa/register.ts'
import { makeRouter } from './router.tsx'
import { keepLanguage, loadViewer, signOut } from './viewer.ts'

registerServiceWorker()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <App
    router={makeRouter(modules)}
    queryClient={queryClient}
    session={{ loadViewer, signOut, keepLanguage, modules, signInPath: '/sign-in' }}
  />,
)
