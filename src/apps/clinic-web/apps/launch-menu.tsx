import { useQuery } from '@tanstack/react-query'
import { ask, Button, say_refused } from '../../../base/ui/index.ts'
import type { LaunchableApp } from '../../../platform/smart/contract.ts'
import './apps.css'
import { use_words } from './words.ts'

/** Opened at the click, so that the browser allows it; led to the app when the server has made the launch. */
const open_app = async (app: LaunchableApp, encounter: string): Promise<void> => {
  const tab = window.open('', '_blank')
  if (tab) tab.opener = null
  try {
    const { url } = await ask<{ url: string }>(`/apps/${encodeURIComponent(app.id)}/launch`, { body: { encounter } })
    if (tab) tab.location.href = url
    else window.location.assign(url)
  } catch (refused) {
    tab?.close()
    say_refused(refused)
  }
}

/** Apps of others that can be opened for the patient on the chart. */
export const LaunchMenu = ({ encounter, close }: { encounter: string; close: () => void }) => {
  const words = use_words()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => ask<LaunchableApp[]>('/apps'), staleTime: 60_000 })
  if (!apps.data?.length) return null
  return (
    <div className="menu-part" role="group" aria-label={words.apps}>
      <h3>{words.apps}</h3>
      {apps.data.map((app) => (
        <Button
          key={app.id}
          look="quiet"
          onClick={() => {
            close()
            void open_app(app, encounter)
          }}
        >
          {words.open_app(app.name)}
          <span className="push muted" aria-hidden="true">
            ↗
          </span>
        </Button>
      ))}
    </div>
  )
}
