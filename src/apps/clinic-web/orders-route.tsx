import OrdersPage from '../../chart/orders/web/orders-page.tsx'
import { Offer } from '../../network/shared-results/web/offer.tsx'
import { TakenList } from '../../network/shared-results/web/taken-list.tsx'
import type { Me } from '../../platform/access/contract.ts'

/** The ordering desk has never heard of other hospitals: the app puts under each test what they have of it. */
const OrdersRoute = ({ encounter, me }: { encounter: string; me: Me }) => {
  const may_write = me.rights.includes('record.write')
  const may_ask = me.rights.includes('exchange.read')
  return (
    <OrdersPage
      encounter={encounter}
      account={me.account.id}
      may_write={may_write}
      offer={(ask) => may_ask && <Offer {...ask} />}
      beside={({ patient, is_open }) => <TakenList patient={patient.id} {...{ encounter, may_write, is_open }} />}
    />
  )
}

export default OrdersRoute
