import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { ask } from '../../base/ui/index.ts'
import { BoardWays } from '../../network/board/web/board-ways.tsx'
import type { Overview } from '../../network/mailbox/contract.ts'
import type { Me } from '../../platform/access/contract.ts'
import { board_home } from './board-pages.tsx'
import { use_words } from './words.ts'

/** Who watches over a hub: no wards here, no patients, no papers. */
export const watches_hub = ({ rights }: Me): boolean => rights.includes('hub.watch')

const fresh_ms = 60_000

/** The board's bar on the board's pages, the hub's on its own; a member its own three pages. */
export const HubWays = ({ me }: { me: Me }) => {
  const [location] = useLocation()
  if (!me.rights.includes('board.read') && !watches_hub(me)) return <MemberWays me={me} />
  if (me.rights.includes('board.read') && !location.startsWith('/truc'))
    return <BoardWays hub={watches_hub(me)} lead={me.rights.includes('board.rule')} />
  return <DeskWays rights={me.rights} />
}

const MemberWays = ({ me }: { me: Me }) => {
  const words = use_words()
  const [location] = useLocation()
  const ways = [
    { path: board_home(me), starts: '/so/co-so', word: words.board_own },
    { path: `/so/lien-thong/${me.facility.code}`, starts: '/so/lien-thong', word: words.board_flow },
    { path: '/so/muc-cntt', starts: '/so/muc-cntt', word: words.it_level },
  ]
  return (
    <nav className="ways">
      {ways.map(({ path, starts, word }) => (
        <Link key={path} href={path} aria-current={location.startsWith(starts) ? 'page' : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  )
}

/** Ways of the hub's desk, with what waits for a person. */
const DeskWays = ({ rights }: Pick<Me, 'rights'>) => {
  const words = use_words()
  const [location] = useLocation()
  const desk = useQuery({
    queryKey: ['hub', 'overview', 'count'],
    queryFn: () => ask<Overview>('/hub/overview'),
    refetchInterval: fresh_ms,
  })
  const waiting = (desk.data?.held ?? 0) + (desk.data?.dead ?? 0)
  const here = (path: string) =>
    (path === '/truc' ? location === path : location.startsWith(path)) ? 'page' : undefined
  return (
    <nav className="ways">
      {rights.includes('board.read') && <Link href="/so">{words.board}</Link>}
      <Link href="/truc" aria-current={here('/truc')}>
        {words.hub}
      </Link>
      <Link href="/truc/co-so" aria-current={here('/truc/co-so')}>
        {words.hub_members}
      </Link>
      <Link href="/truc/giu-lai" aria-current={here('/truc/giu-lai')}>
        {words.hub_held} {waiting > 0 && <b className="red">{waiting}</b>}
      </Link>
      <Link href="/truc/kiem-thu" aria-current={here('/truc/kiem-thu')}>
        {words.hub_tests}
      </Link>
      <Link href="/truc/ai-da-xem" aria-current={here('/truc/ai-da-xem')}>
        {words.hub_shown}
      </Link>
      {rights.includes('hub.settle') && (
        <Link href="/truc/nguoi" aria-current={here('/truc/nguoi')}>
          {words.hub_persons}
        </Link>
      )}
      {rights.includes('system.watch') && (
        <Link href="/truc/suc-khoe-he-thong" aria-current={here('/truc/suc-khoe-he-thong')}>
          {words.system_health}
        </Link>
      )}
    </nav>
  )
}
