import { lazy, type ReactNode } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { Me } from '../../platform/access/contract.ts'

const ProvincePage = lazy(() => import('../../network/board/web/province-page.tsx'))
const FacilityPage = lazy(() => import('../../network/deployment/web/facility-page.tsx'))
const InboxPage = lazy(() => import('../../network/deployment/web/inbox-page.tsx'))
const FlowPage = lazy(() => import('../../network/monitor/web/flow-page.tsx'))
const FacilityFlowPage = lazy(() => import('../../network/monitor/web/facility-flow-page.tsx'))
const DayPage = lazy(() => import('../../network/monitor/web/day-page.tsx'))
const DefinitionsPage = lazy(() => import('../../network/counters/web/definitions-page.tsx'))
const ActivityPage = lazy(() => import('../../network/activity/web/activity-page.tsx'))
const PrescribingPage = lazy(() => import('../../network/activity/web/prescribing-page.tsx'))
const BudgetPage = lazy(() => import('../../network/deployment/web/budget-page.tsx'))
const PapersPage = lazy(() => import('../../network/deployment/web/papers-page.tsx'))
const DifficultiesPage = lazy(() => import('../../network/deployment/web/difficulties-page.tsx'))
const MatrixPage = lazy(() => import('../../network/it-level/web/matrix-page.tsx'))
const FacilityLevelPage = lazy(() => import('../../network/it-level/web/facility-level-page.tsx'))
const OwnLevelPage = lazy(() => import('../../network/it-level/web/own-level-page.tsx'))
const CriteriaPage = lazy(() => import('../../network/it-level/web/criteria-page.tsx'))
const ReadinessPage = lazy(() => import('../../network/deployment/web/readiness-page.tsx'))
const EvidencePage = lazy(() => import('../../network/oversight-reports/web/evidence-page.tsx'))
const ReportsPage = lazy(() => import('../../network/oversight-reports/web/reports-page.tsx'))

const RegisterWays = lazy(() => import('../../network/board/web/register-ways.tsx'))
const RegisterPage = lazy(() => import('../../network/deployment/web/register-page.tsx'))
const SumsPage = lazy(() => import('../../network/deployment/web/sums-page.tsx'))
const AreasPage = lazy(() => import('../../network/deployment/web/areas-page.tsx'))
const ProgrammePage = lazy(() => import('../../network/deployment/web/programme-page.tsx'))
const PeoplePage = lazy(() => import('../../network/membership/web/people-page.tsx'))
const SettingsPage = lazy(() => import('./rules-and-reminders.tsx'))
const TablesPage = lazy(() => import('../../network/deployment/web/tables-page.tsx'))

/** Who sees the board: the Sở everything, a member at the hub its own facility. */
export const sees_board = ({ rights }: Me): boolean => rights.includes('board.read') || rights.includes('hub.member')

/** The first page of the board for this person. */
export const board_home = (me: Me): string =>
  me.rights.includes('board.read') ? '/so' : `/so/co-so/${me.facility.code}`

type RegisterRights = { may_decide: boolean; may_admit: boolean; may_change: boolean }

/** The register and what is settled for the whole board, under a bar of their own. */
const register_pages = ({ may_decide, may_admit, may_change }: RegisterRights) => {
  const under_bar = (page: ReactNode) => (
    <>
      <RegisterWays />
      {page}
    </>
  )
  return (
    <>
      <Route path="/so/co-so">{under_bar(<RegisterPage may_decide={may_decide} />)}</Route>
      <Route path="/so/so-tong-hop/:kind?">
        {({ kind }) => under_bar(<SumsPage key={kind} kind={kind} may_decide={may_decide} />)}
      </Route>
      <Route path="/so/khao-sat">{under_bar(<ReadinessPage />)}</Route>
      <Route path="/so/dia-ban">{under_bar(<AreasPage may_decide={may_decide} />)}</Route>
      <Route path="/so/chuong-trinh">{under_bar(<ProgrammePage may_decide={may_decide} />)}</Route>
      <Route path="/so/nguoi-dung">{under_bar(<PeoplePage may_admit={may_admit} />)}</Route>
      <Route path="/so/nguong">{under_bar(<SettingsPage may_change={may_change} />)}</Route>
      <Route path="/so/bang-tinh">{under_bar(<TablesPage may_decide={may_decide} />)}</Route>
    </>
  )
}

/** The Sở's board; rooms add their pages here and in network/board/web/ways.ts. */
export const BoardPages = ({ me }: { me: Me }) => {
  const may_decide = me.rights.includes('board.write')
  const may_write = may_decide || me.rights.includes('board.own')
  const facility = (
    <Route path="/so/co-so/:code/:part?">
      {({ code, part }) => <FacilityPage key={code} {...{ code, part, may_write, may_decide }} />}
    </Route>
  )
  // Fragments are looked through by Switch: the monitor's pages, for the Sở and for a member its own.
  const flow = (
    <>
      <Route path="/so/lien-thong/cach-tinh">
        <DefinitionsPage back="/so/lien-thong" />
      </Route>
      <Route path="/so/lien-thong/:code">
        {({ code }) => (
          <FacilityFlowPage
            key={code}
            facility={code}
            is_own={!me.rights.includes('board.read')}
            may_enter={me.rights.includes('board.write')}
          />
        )}
      </Route>
      <Route path="/so/lien-thong/:code/:day">
        {({ code, day }) => <DayPage key={`${code} ${day}`} facility={code} day={day} />}
      </Route>
    </>
  )
  const register = register_pages({
    ...{ may_decide, may_admit: me.rights.includes('hub.admit'), may_change: me.rights.includes('board.rule') },
  })
  if (!me.rights.includes('board.read'))
    return (
      <Switch>
        {facility}
        {flow}
        <Route path="/so/muc-cntt/tieu-chi">
          <CriteriaPage back="/so/muc-cntt" />
        </Route>
        <Route path="/so/muc-cntt">
          <OwnLevelPage />
        </Route>
        <Route>
          <Redirect to={board_home(me)} replace />
        </Route>
      </Switch>
    )
  return (
    <Switch>
      <Route path="/so">
        <ProvincePage />
      </Route>
      <Route path="/so/viec">
        <InboxPage may_decide={may_decide} />
      </Route>
      {facility}
      {register}
      <Route path="/so/lien-thong">
        <FlowPage />
      </Route>
      {flow}
      <Route path="/so/hoat-dong">
        <ActivityPage />
      </Route>
      <Route path="/so/hoat-dong/don-thuoc">
        <PrescribingPage />
      </Route>
      <Route path="/so/hoat-dong/:code">{({ code }) => <ActivityPage key={code} house={code} />}</Route>
      <Route path="/so/kinh-phi">
        <BudgetPage may_decide={may_decide} />
      </Route>
      <Route path="/so/ho-so">
        <PapersPage may_decide={may_decide} />
      </Route>
      <Route path="/so/kho-khan">
        <DifficultiesPage may_decide={may_decide} />
      </Route>
      <Route path="/so/muc-cntt">
        <MatrixPage />
      </Route>
      <Route path="/so/muc-cntt/tieu-chi">
        <CriteriaPage back="/so/muc-cntt" />
      </Route>
      <Route path="/so/muc-cntt/:code">
        {({ code }) => <FacilityLevelPage key={code} code={code} may_demand={may_decide} />}
      </Route>
      <Route path="/so/bao-cao/so-lieu/:name">{({ name }) => <EvidencePage key={name} name={name} />}</Route>
      <Route path="/so/bao-cao">
        <ReportsPage may_write={may_decide} />
      </Route>
      <Route>
        <Redirect to="/so" replace />
      </Route>
    </Switch>
  )
}
