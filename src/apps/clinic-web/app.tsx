import { lazy, Suspense, useEffect } from 'react'
import { Link, Redirect, Route, Switch, useLocation, useRoute } from 'wouter'
import { Empty, FaultWall, KeyMap, RefusalNotice, Toast, use_keys, Waiting } from '../../base/ui/index.ts'
import { merge_place } from '../../chart/merging/web/places.ts'
import { person_place } from '../../chart/patients/web/find.ts'
import { consents_place } from '../../network/data-protection/web/places.ts'
import { ConsentsLink } from '../../network/data-protection/web/consents-link.tsx'
import { DeliveryMark } from '../../network/e-prescriptions/web/delivery-mark.tsx'
import { LetterMark } from '../../network/e-prescriptions/web/letter-mark.tsx'
import { PharmacyChoice } from '../../network/e-prescriptions/web/pharmacy-choice.tsx'
import { HealthBookLink } from '../../network/health-book/web/health-book-link.tsx'
import { SlipsCard } from '../../network/reexam-letters/web/slips-card.tsx'
import { SeenOnPhone } from '../../network/health-book/web/seen-on-phone.tsx'
import { health_book_place } from '../../network/health-book/web/places.ts'
import type { Me } from '../../platform/access/contract.ts'
import { HubHouse } from './hub-house.tsx'
import { sees_board } from './board-pages.tsx'
import { watches_hub } from './hub-ways.tsx'
import { SessionOver } from './session-over.tsx'
import { use_me, use_session_lost } from './session.ts'
import { SignInPage } from './sign-in.tsx'
import { changed_results_place } from '../../network/shared-results/web/places.ts'
import { StandingRoute } from './standing-route.tsx'
import { TopBar } from './top-bar.tsx'
import { StudyList } from '../../network/imaging-studies/web/study-list.tsx'
import { use_words } from './words.ts'

const WardPage = lazy(() => import('../../departments/inpatient/web/ward-page.tsx'))
const RegistrationPage = lazy(() => import('../../chart/patients/web/registration-page.tsx'))
const CorrectionPage = lazy(() => import('../../chart/patients/web/correction-page.tsx'))
const MergingPage = lazy(() => import('../../chart/merging/web/merging-page.tsx'))
const DisclosedLog = lazy(() => import('../../network/exchange/web/disclosed-log.tsx'))
const AccessLogPage = lazy(() => import('../../chart/patients/web/access-log-page.tsx'))
const AdmissionPage = lazy(() => import('../../chart/encounters/web/admission-page.tsx'))
const ChartRoute = lazy(() => import('./chart-route.tsx'))
const PlacesPage = lazy(() => import('../../chart/places/web/places-page.tsx'))
const ConsentPage = lazy(() => import('./apps/consent-page.tsx'))
const ConnectionsPage = lazy(() => import('./apps/connections-page.tsx'))
const IncomingPage = lazy(() => import('../../network/exchange/web/incoming-page.tsx'))
const ImportPage = lazy(() => import('../../network/exchange/web/import-page.tsx'))
const OutgoingPage = lazy(() => import('../../network/exchange/web/outgoing-page.tsx'))
const LetterPage = lazy(() => import('../../network/exchange/web/letter-page.tsx'))
const HealthBookPage = lazy(() => import('../../network/health-book/web/health-book-page.tsx'))
const BookVisitsPage = lazy(() => import('../../network/health-book/web/visits-page.tsx'))
const OrdersPage = lazy(() => import('./orders-route.tsx'))
const PrescribingPage = lazy(() => import('../../departments/prescribing/web/prescribing-page.tsx'))
const DispensingPage = lazy(() => import('../../network/e-prescriptions/web/dispensing-page.tsx'))
const UnsealedPart = lazy(() => import('../../network/e-prescriptions/web/unsealed-part.tsx'))
const CriteriaPage = lazy(() => import('../../network/it-level/web/criteria-page.tsx'))
const OwnLevelPage = lazy(() => import('../../network/it-level/web/own-level-page.tsx'))
const OwnCountersPage = lazy(() => import('../../network/counters/web/own-page.tsx'))
const DefinitionsPage = lazy(() => import('../../network/counters/web/definitions-page.tsx'))
const LinkSettingsPage = lazy(() => import('../../network/exchange/web/settings/settings-page.tsx'))
const ChangedPage = lazy(() => import('../../network/exchange/web/changed-page.tsx'))
const PractitionerChecks = lazy(() => import('../../network/practitioner-checks/web/checks-part.tsx'))
const RuleBooksPage = lazy(() => import('../../network/rule-books/web/rule-books-page.tsx'))
const ChangedResultsPage = lazy(() => import('../../network/shared-results/web/changed-results-page.tsx'))
const LabQualityPart = lazy(() => import('../../network/shared-results/web/lab-quality-part.tsx'))
const PacsPart = lazy(() => import('../../network/imaging-studies/web/pacs-part.tsx'))
const PortalPart = lazy(() => import('../../network/health-book/web/portal-part.tsx'))
const SmsPart = lazy(() => import('../../network/health-book/web/sms-part.tsx'))
const GatewayPart = lazy(() => import('../../network/e-prescriptions/web/gateway-part.tsx'))
const DowntimePage = lazy(() => import('../../network/downtime/web/downtime-page.tsx'))
const HealthPage = lazy(() => import('../../network/operations/web/health-page.tsx'))
const StaffPage = lazy(() => import('../../chart/staff/web/staff-page.tsx'))
const StaffMemberPage = lazy(() => import('../../chart/staff/web/member-page.tsx'))
const PrivacyPage = lazy(() => import('../../network/data-protection/web/privacy-page.tsx'))
const ConsentsPage = lazy(() => import('../../network/data-protection/web/consents-page.tsx'))
const SigningQueuePage = lazy(() => import('../../chart/medical-record/web/queue/signing-queue-page.tsx'))

export const App = () => {
  const me = use_me()
  const words = use_words()
  const [asks_consent, consent] = useRoute('/uy-quyen/:uid')
  const uid = consent?.uid
  if (me.isPending) return <Waiting />
  if (me.error) return <RefusalNotice error={me.error} again={() => void me.refetch()} />
  if (!me.data) return <SignInPage note={asks_consent ? words.sign_in_first : undefined} />
  if (asks_consent && uid)
    return (
      <Suspense fallback={<Waiting />}>
        <ConsentPage uid={uid} me={me.data} />
      </Suspense>
    )
  return watches_hub(me.data) || sees_board(me.data) ? <HubHouse me={me.data} /> : <House me={me.data} />
}

const House = ({ me }: { me: Me }) => {
  const words = use_words()
  const [is_lost, set_lost] = use_session_lost()
  const [location, go] = useLocation()
  const place = location.split('/')[1]
  const reads = me.rights.includes('patient.read')
  const keeps_house = me.rights.includes('accounts.manage')
  const dispenses = me.rights.includes('prescription.dispense')
  const protects = me.rights.includes('privacy.read')
  const ward_keys = [
    { key: '/', label: words.search, run: () => document.getElementById('patient-search')?.focus() },
    { key: 'Alt+1', label: words.wards, run: () => go('/') },
    { key: 'Alt+2', label: words.queue, run: () => go('/cho-ky') },
    { key: 'Alt+3', label: words.register, run: () => go('/dang-ky') },
  ]
  use_keys(words.everywhere, reads ? ward_keys : [])
  return (
    <TopBar me={me}>
      {reads || keeps_house || dispenses || protects ? (
        <FaultWall key={place} title={words.fault} note={words.fault_note} again={words.reload}>
          <Suspense fallback={<Waiting />}>
            {reads ? (
              <Pages me={me} />
            ) : keeps_house ? (
              <AdministratorPages me={me} />
            ) : protects ? (
              <OfficerPages me={me} />
            ) : (
              <PharmacyPages />
            )}
          </Suspense>
        </FaultWall>
      ) : (
        <Empty title={words.no_clinical}>{words.no_clinical_note}</Empty>
      )}
      <KeyMap />
      <Toast />
      {is_lost && <SessionOver me={me} done={() => set_lost(false)} />}
    </TopBar>
  )
}

const admission_place = (patient: string): string => `/nhap-vien/${patient}`
const log_place = (patient: string): string => `/nhat-ky/${patient}`

const MergeLink = ({ patient }: { patient: string }) => (
  <Link className="btn" href={merge_place(patient)}>
    {use_words().merging}
  </Link>
)

/** What others know of a person: clinical staff, by a basis that is written down. */
const reads_elsewhere = (me: Me): boolean => me.rights.includes('exchange.read') && me.rights.includes('record.read')

const Pages = ({ me }: { me: Me }) => (
  <Switch>
    <Route path="/">
      <Redirect to={`/khoa/${me.account.department ?? 'all'}`} replace />
    </Route>
    <Route path="/khoa/:department">
      {({ department }) => (
        <WardPage key={department} department={department} may_register={me.rights.includes('patient.register')} />
      )}
    </Route>
    <Route path="/dang-ky">
      <RegistrationPage may_admit={me.rights.includes('stay.admit')} may_open={me.rights.includes('record.read')} />
    </Route>
    <Route path="/nguoi-benh/:patient">
      {({ patient }) => (
        <StandingRoute key={patient} patient={patient} place={person_place}>
          <CorrectionPage
            patient={patient}
            may_correct={me.rights.includes('patient.register')}
            may_admit={me.rights.includes('stay.admit')}
            more={
              <>
                <SeenOnPhone patient={patient} may_note={me.rights.includes('exchange.read')} />
                {me.rights.includes('exchange.read') && (
                  <SlipsCard
                    patient={patient}
                    may_admit={me.rights.includes('stay.admit')}
                    may_open={me.rights.includes('record.read')}
                  />
                )}
              </>
            }
            acts={
              <>
                {reads_elsewhere(me) && <HealthBookLink patient={patient} />}
                {me.rights.includes('privacy.take') && <ConsentsLink patient={patient} />}
                {me.rights.includes('patient.merge') && <MergeLink patient={patient} />}
              </>
            }
          />
        </StandingRoute>
      )}
    </Route>
    <Route path="/nhap-vien/:patient">
      {({ patient }) => (
        <StandingRoute key={patient} patient={patient} place={admission_place}>
          <AdmissionPage
            patient={patient}
            facility={me.facility.kind}
            opens_record={me.rights.includes('record.read')}
          />
        </StandingRoute>
      )}
    </Route>
    <Route path="/benh-an/:encounter/:sheet?">
      {({ encounter, sheet }) => <ChartRoute key={encounter} encounter={encounter} sheet={sheet} me={me} />}
    </Route>
    {me.rights.includes('record.read') && (
      <Route path="/chi-dinh/:encounter">
        {({ encounter }) => <OrdersPage key={encounter} encounter={encounter} me={me} />}
      </Route>
    )}
    <Route path="/ke-don/:encounter">
      {({ encounter }) => (
        <PrescribingPage
          key={encounter}
          encounter={encounter}
          may_write={me.rights.includes('prescription.write')}
          mark={(code) =>
            me.rights.includes('prescription.write') && (
              <>
                <DeliveryMark code={code} />
                <LetterMark code={code} />
              </>
            )
          }
          pharmacy={(chosen, choose) => <PharmacyChoice chosen={chosen} choose={choose} />}
        />
      )}
    </Route>
    {me.rights.includes('downtime.enter') && (
      <Route path="/khi-ngung">
        <DowntimePage may_keep={me.rights.includes('system.watch')} />
      </Route>
    )}
    <Route path="/cho-ky">
      <SigningQueuePage />
    </Route>
    {me.rights.includes('record.read') && (
      <Route path={changed_results_place}>
        <ChangedResultsPage />
      </Route>
    )}
    {me.rights.includes('exchange.read') && (
      <>
        <Route path="/lien-thong">
          <IncomingPage may_import={me.rights.includes('record.import')} />
        </Route>
        {me.rights.includes('record.import') && (
          <Route path="/lien-thong/nhap-tep">
            <ImportPage may_open={me.rights.includes('record.read')} />
          </Route>
        )}
        <Route path="/lien-thong/di">
          <OutgoingPage
            may_answer={me.rights.includes('exchange.answer')}
            more={me.rights.includes('record.seal') && <UnsealedPart />}
          />
        </Route>
        <Route path="/lien-thong/da-sua">
          <ChangedPage may_answer={me.rights.includes('exchange.answer')} />
        </Route>
        <Route path="/lien-thong/so-suc-khoe">
          <BookVisitsPage
            may_open={me.rights.includes('record.read')}
            may_answer={me.rights.includes('exchange.answer')}
          />
        </Route>
        <Route path="/lien-thong/den/:id">
          {({ id }) => (
            <LetterPage
              key={id}
              id={id}
              may_answer={me.rights.includes('exchange.answer')}
              may_admit={me.rights.includes('stay.admit')}
              may_open={me.rights.includes('record.read')}
            />
          )}
        </Route>
      </>
    )}
    {reads_elsewhere(me) && (
      <Route path="/suc-khoe/:patient">
        {({ patient }) => (
          <StandingRoute key={patient} patient={patient} place={health_book_place}>
            <HealthBookPage
              patient={patient}
              may_release={me.rights.includes('record.sign')}
              pictures={({ id, studies }, is_own) => (
                <StudyList
                  {...{ patient, paper: id, studies, is_own }}
                  may_fetch={me.rights.includes('record.write')}
                />
              )}
            />
          </StandingRoute>
        )}
      </Route>
    )}
    {me.rights.includes('places.manage') && (
      <Route path="/co-so">
        <PlacesPage />
      </Route>
    )}
    {me.rights.includes('board.own') && (
      <Route path="/muc-cntt">
        <OwnLevelPage />
      </Route>
    )}
    {me.rights.includes('board.own') && (
      <Route path="/muc-cntt/tieu-chi">
        <CriteriaPage back="/muc-cntt" />
      </Route>
    )}
    <Route path="/ung-dung">
      <ConnectionsPage me={me} />
    </Route>
    {me.rights.includes('board.own') && counter_pages(true)}
    {me.rights.includes('patient.merge') && (
      <Route path="/gop-ho-so/:target?/:source?">
        {({ target, source }) => <MergingPage target={target} source={source} />}
      </Route>
    )}
    {privacy_pages(me)}
    <Route path="/nhat-ky/:patient">
      {({ patient }) => (
        <StandingRoute key={patient} patient={patient} place={log_place}>
          <AccessLogPage patient={patient} more={<DisclosedLog patient={patient} />} />
        </StandingRoute>
      )}
    </Route>
    <Route>
      <NotFound />
    </Route>
  </Switch>
)

/** Personal data: the whole of it for who reads it, what comes in at the desk for who takes it. */
const privacy_pages = (me: Me) => {
  const [takes, reads] = [me.rights.includes('privacy.take'), me.rights.includes('privacy.read')]
  return (
    <>
      {(takes || reads) && (
        <Route path="/du-lieu-ca-nhan/:part?">
          {({ part }) => (
            <PrivacyRoute part={part ?? ''} may_read={reads} may_manage={me.rights.includes('privacy.manage')} />
          )}
        </Route>
      )}
      {takes && (
        <Route path="/dong-y/:patient">
          {({ patient }) =>
            me.rights.includes('patient.read') ? (
              <StandingRoute key={patient} patient={patient} place={consents_place}>
                <ConsentsPage patient={patient} back={person_place(patient)} />
              </StandingRoute>
            ) : (
              <ConsentsPage key={patient} patient={patient} />
            )
          }
        </Route>
      )}
    </>
  )
}

const PrivacyRoute = (asked: { part: string; may_read: boolean; may_manage: boolean }) => (
  <PrivacyPage {...asked} roles={use_words().roles} />
)

/** Who answers for personal data and opens no chart. */
const OfficerPages = ({ me }: { me: Me }) => (
  <Switch>
    {privacy_pages(me)}
    <Route path="/nhat-ky/:patient">
      {({ patient }) => <AccessLogPage key={patient} patient={patient} more={<DisclosedLog patient={patient} />} />}
    </Route>
    <Route>
      <Redirect to="/du-lieu-ca-nhan" replace />
    </Route>
  </Switch>
)

/** The house's own figures for the hub. @param may_open whether a list leads into the records */
const counter_pages = (may_open: boolean) => (
  <>
    <Route path="/so-lieu">
      <OwnCountersPage may_open={may_open} />
    </Route>
    <Route path="/so-lieu/cach-tinh">
      <DefinitionsPage back="/so-lieu" />
    </Route>
  </>
)

/** Who keeps the house running and does not read records. A pharmacy has no departments, and no figures to count. */
const AdministratorPages = ({ me }: { me: Me }) => (
  <Switch>
    {me.rights.includes('places.manage') && (
      <Route path="/co-so">
        <PlacesPage />
      </Route>
    )}
    <Route path="/ung-dung">
      <ConnectionsPage me={me} />
    </Route>
    {me.rights.includes('board.own') && (
      <>
        <Route path="/muc-cntt/tieu-chi">
          <CriteriaPage back="/muc-cntt" />
        </Route>
        <Route path="/muc-cntt">
          <OwnLevelPage />
        </Route>
      </>
    )}
    {me.rights.includes('exchange.manage') && (
      <Route path="/lien-thong/quy-dinh">
        <RuleBooksPage />
      </Route>
    )}
    {me.rights.includes('exchange.manage') && (
      <Route path="/lien-thong/cai-dat">
        <LinkSettingsPage
          more={
            <>
              <GatewayPart />
              {me.facility.kind !== 'pharmacy' && (
                <>
                  <PortalPart />
                  <SmsPart />
                  <PacsPart />
                  <LabQualityPart />
                </>
              )}
            </>
          }
        />
      </Route>
    )}
    {me.rights.includes('downtime.enter') && (
      <Route path="/khi-ngung">
        <DowntimePage may_keep={me.rights.includes('system.watch')} />
      </Route>
    )}
    {me.rights.includes('system.watch') && (
      <Route path="/suc-khoe-he-thong">
        <HealthPage />
      </Route>
    )}
    {me.rights.includes('accounts.manage') && (
      <>
        <Route path="/tai-khoan">
          <StaffPage more={<PractitionerChecks />} />
        </Route>
        <Route path="/tai-khoan/:id">{({ id }) => <StaffMemberPage key={id} id={id} />}</Route>
      </>
    )}
    {me.rights.includes('board.own') && counter_pages(false)}
    <Route>
      <Redirect to={me.rights.includes('places.manage') ? '/co-so' : '/tai-khoan'} replace />
    </Route>
  </Switch>
)

/** A pharmacy that only dispenses: prescriptions by their code, no record. */
const PharmacyPages = () => (
  <Switch>
    <Route path="/cap-thuoc/:code?">{({ code }) => <DispensingPage key={code} code={code} />}</Route>
    <Route>
      <Redirect to="/cap-thuoc" replace />
    </Route>
  </Switch>
)

const NotFound = () => {
  const words = use_words()
  useEffect(() => {
    document.title = words.not_found
  }, [words])
  return (
    <Empty title={words.not_found}>
      {words.not_found_note} <Link href="/">{words.home}</Link>
    </Empty>
  )
}
