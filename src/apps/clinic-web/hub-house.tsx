import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { FaultWall, KeyMap, Toast, use_keys, Waiting } from '../../base/ui/index.ts'
import type { Me } from '../../platform/access/contract.ts'
import { board_home, BoardPages, sees_board } from './board-pages.tsx'
import { watches_hub } from './hub-ways.tsx'
import { SessionOver } from './session-over.tsx'
import { use_session_lost } from './session.ts'
import { TopBar } from './top-bar.tsx'
import { use_words } from './words.ts'

const OverviewPage = lazy(() => import('../../network/mailbox/web/overview-page.tsx'))
const HeldPage = lazy(() => import('../../network/mailbox/web/held-page.tsx'))
const LettersPage = lazy(() => import('../../network/mailbox/web/letters-page.tsx'))
const MembersPage = lazy(() => import('../../network/membership/web/members-page.tsx'))
const CertificationPage = lazy(() => import('../../network/certification/web/certification-page.tsx'))
const GatePage = lazy(() => import('../../network/gate/web/gate-page.tsx'))
const FindPersonPage = lazy(() => import('../../network/citizens/web/find-person-page.tsx'))
const HealthPage = lazy(() => import('../../network/operations/web/health-page.tsx'))
const MemberPage = lazy(() => import('../../network/membership/web/member-page.tsx'))

/** The pages of the hub's staff and of the Sở. */
const HubPages = ({ me }: { me: Me }) => {
  const words = use_words()
  const [, go] = useLocation()
  const may_settle = me.rights.includes('hub.settle')
  const may_admit = me.rights.includes('hub.admit')
  use_keys(words.everywhere, [
    { key: 'Alt+1', label: words.hub, run: () => go('/truc') },
    { key: 'Alt+2', label: words.hub_members, run: () => go('/truc/co-so') },
    { key: 'Alt+3', label: words.hub_held, run: () => go('/truc/giu-lai') },
    { key: 'Alt+4', label: words.hub_tests, run: () => go('/truc/kiem-thu') },
    { key: 'Alt+5', label: words.hub_shown, run: () => go('/truc/ai-da-xem') },
    ...(may_settle ? [{ key: 'Alt+6', label: words.hub_persons, run: () => go('/truc/nguoi') }] : []),
  ])
  return (
    <Switch>
      <Route path="/truc">
        <OverviewPage may_settle={may_settle} />
      </Route>
      <Route path="/truc/co-so">
        <MembersPage may_admit={may_admit} />
      </Route>
      <Route path="/truc/co-so/:code">
        {({ code }) => <MemberPage key={code} code={code} may_admit={may_admit} />}
      </Route>
      <Route path="/truc/giu-lai/:tab?">{({ tab }) => <HeldPage tab={tab} may_settle={may_settle} />}</Route>
      <Route path="/truc/kiem-thu">
        <CertificationPage may_admit={may_admit} />
      </Route>
      <Route path="/truc/ai-da-xem/:tab?">{({ tab }) => <GatePage tab={tab} may_rule={may_admit} />}</Route>
      {may_settle && (
        <Route path="/truc/nguoi">
          <FindPersonPage />
        </Route>
      )}
      {me.rights.includes('system.watch') && (
        <Route path="/truc/suc-khoe-he-thong">
          <HealthPage />
        </Route>
      )}
      <Route path="/truc/thu">
        <LettersPage />
      </Route>
      <Route>
        <Redirect to={sees_board(me) ? board_home(me) : '/truc'} replace />
      </Route>
    </Switch>
  )
}

/** Who may not watch the hub's desk has the board only. */
const HousePages = ({ me }: { me: Me }) =>
  watches_hub(me) ? <HubPages me={me} /> : <Redirect to={board_home(me)} replace />

/** The house of a hub: its own pages under the same top bar. */
export const HubHouse = ({ me }: { me: Me }) => {
  const words = use_words()
  const [is_lost, set_lost] = use_session_lost()
  const [location] = useLocation()
  return (
    <TopBar me={me}>
      <FaultWall key={location} title={words.fault} note={words.fault_note} again={words.reload}>
        <Suspense fallback={<Waiting />}>
          {location.startsWith('/so') && sees_board(me) ? <BoardPages me={me} /> : <HousePages me={me} />}
        </Suspense>
      </FaultWall>
      <KeyMap />
      <Toast />
      {is_lost && <SessionOver me={me} done={() => set_lost(false)} />}
    </TopBar>
  )
}
