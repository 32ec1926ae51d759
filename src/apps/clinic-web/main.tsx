import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageRoom, Refused } from '../../base/ui/index.ts'
import '../../base/ui/styles/index.css'
import './app.css'
import { App } from './app.tsx'

/** A refusal is an answer: only silence is asked again. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof Refused && (error.status === 0 || error.status === 503),
    },
  },
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageRoom>
          <App />
        </LanguageRoom>
      </QueryClientProvider>
    </StrictMode>,
  )
