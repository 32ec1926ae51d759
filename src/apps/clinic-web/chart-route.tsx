import { StayActions } from '../../chart/encounters/web/stay-actions.tsx'
import { ChartPage } from '../../chart/medical-record/web/chart-page.tsx'
import { OrdersLink } from '../../chart/orders/web/orders-link.tsx'
import { PrescribingLink } from '../../departments/prescribing/web/prescribing-link.tsx'
import { ForeignStay } from '../../network/exchange/web/foreign-stay.tsx'
import { HealthBookLink } from '../../network/health-book/web/health-book-link.tsx'
import { LetterCheck } from '../../network/letters/web/letter-check.tsx'
import { SendRecord } from '../../network/record-packages/web/send-record.tsx'
import { ChangedResultsMark } from '../../network/shared-results/web/changed-results.tsx'
import { PublishResult } from '../../network/shared-results/web/publish-result.tsx'
import { LaunchMenu } from './apps/launch-menu.tsx'
import type { Me } from '../../platform/access/contract.ts'

/** The chart has never heard of beds or of others' apps: the app puts the acts on a stay, and them, into its menu. */
const ChartRoute = ({ encounter, sheet, me }: { encounter: string; sheet: string | undefined; me: Me }) => (
  <ChartPage
    encounter={encounter}
    sheet={sheet}
    person={{ account: me.account.id, name: me.account.name, rights: me.rights }}
    banner_marks={<ChangedResultsMark encounter={encounter} />}
    sign_notes={({ id }) => <LetterCheck sheet={id} />}
    result_acts={(report) => <PublishResult report={report} may_publish={me.rights.includes('record.sign')} />}
    foreign={(stay) => <ForeignStay encounter={stay} />}
    record_actions={me.rights.includes('exchange.read') && <SendRecord encounter={encounter} />}
    stay_actions={(stay, close) => (
      <>
        {me.rights.includes('record.read') && <OrdersLink encounter={encounter} close={close} />}
        {me.rights.includes('prescription.write') && <PrescribingLink encounter={encounter} close={close} />}
        {me.rights.includes('exchange.read') && <HealthBookLink patient={stay.patient} look="quiet" close={close} />}
        <StayActions stay={stay} rights={me.rights} close={close} />
        {me.rights.includes('fhir.read') && <LaunchMenu encounter={encounter} close={close} />}
      </>
    )}
  />
)

export default ChartRoute
