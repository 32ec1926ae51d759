import { Link, useLocation } from 'wouter'
import { use_province } from './use-province.ts'
import { register_ways, ways, type Way } from './ways.ts'
import { use_words } from './words.ts'

const fresh_ms = 60_000

/** The board's bar; what was told to the head of the Sở waits for the head only. The counts come with the province's page, which is kept fresh anyway. */
export const BoardWays = ({ hub, lead }: { hub: boolean; lead: boolean }) => {
  const words = use_words()
  const [location] = useLocation()
  const { province } = use_province({ refetchInterval: fresh_ms, retry: false })
  const in_register = register_ways.some(({ path }) => location.startsWith(path))
  const is_here = ({ path, word }: Way): boolean =>
    path === '/so' ? location === path : word === 'register' ? in_register : location.startsWith(path)
  return (
    <nav className="ways board-ways">
      {ways.map((way) => {
        const open = province.data?.open
        const told_lead = lead && way.word === 'inbox' ? (open?.told_lead ?? 0) : 0
        const count = (way.waits ?? []).reduce((sum, what) => sum + (open?.[what] ?? 0), told_lead)
        return (
          <Link key={way.path} href={way.path} aria-current={is_here(way) ? 'page' : undefined}>
            {words[way.word]} {count > 0 && <b className="red">{count}</b>}
          </Link>
        )
      })}
      {hub && <Link href="/truc">{words.hub}</Link>}
    </nav>
  )
}
