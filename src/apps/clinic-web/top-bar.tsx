import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Link, useLocation, useRoute } from 'wouter'
import { ask, TopRoomContext } from '../../base/ui/index.ts'
import type { SigningQueue } from '../../chart/medical-record/contract.ts'
import { PatientSearchField } from '../../chart/patients/web/search-field.tsx'
import { ExchangeLink } from '../../network/exchange/web/exchange-link.tsx'
import { ChangedResultsLink } from '../../network/shared-results/web/changed-results.tsx'
import type { Me } from '../../platform/access/contract.ts'
import { AccountMenu } from './account-menu.tsx'
import { sees_board } from './board-pages.tsx'
import { HubWays, watches_hub } from './hub-ways.tsx'
import './top-bar.css'
import { use_words } from './words.ts'

/** Brand and ways on the left — or what the page puts there, e.g. the patient's banner — search and account on the right. */
export const TopBar = ({ me, children }: { me: Me; children: ReactNode }) => {
  const [element, set_element] = useState<HTMLElement | null>(null)
  const [taken, occupy] = useState(false)
  const room = useMemo(() => ({ element, occupy }), [element])
  const reads = me.rights.includes('patient.read')
  return (
    <TopRoomContext.Provider value={room}>
      <div className="house">
        <header className={taken ? 'top taken' : 'top'}>
          <Brand me={me} short={taken} />
          {!taken && (watches_hub(me) || sees_board(me) ? <HubWays me={me} /> : <Ways me={me} />)}
          <div ref={set_element} className="top-slot" />
          <div className="top-right">
            {reads && (
              <PatientSearchField
                may_register={me.rights.includes('patient.register')}
                may_admit={me.rights.includes('stay.admit')}
                may_open={me.rights.includes('record.read')}
              />
            )}
            {me.rights.includes('record.write') && <ChangedResultsLink />}
            {me.rights.includes('record.sign') && <QueueLink />}
            <AccountMenu me={me} />
          </div>
        </header>
        <div className="page">{children}</div>
      </div>
    </TopRoomContext.Provider>
  )
}

const Brand = ({ me, short }: { me: Me; short: boolean }) => {
  const words = use_words()
  return (
    <Link href="/" className="brand" aria-label={words.home} title={words.home}>
      <img src={mark_url} alt="" width="26" height="26" />
      {!short && (
        <span>
          <b>{words.product}</b>
          <small>{me.facility.name}</small>
        </span>
      )}
    </Link>
  )
}

const mark_url = new URL('./mark.svg', import.meta.url).href

const Ways = ({ me }: { me: Me }) => {
  const words = use_words()
  const [on_ward] = useRoute('/khoa/:department')
  const [on_register] = useRoute('/dang-ky')
  const [on_places] = useRoute('/co-so')
  const [on_merging] = useRoute('/gop-ho-so/*?')
  const [on_apps] = useRoute('/ung-dung')
  const [on_counters] = useRoute('/so-lieu/*?')
  const [on_level] = useRoute('/muc-cntt')
  const [on_settings] = useRoute('/lien-thong/cai-dat')
  const [on_health] = useRoute('/suc-khoe-he-thong')
  const [on_staff] = useRoute('/tai-khoan/*?')
  const [on_privacy] = useRoute('/du-lieu-ca-nhan/*?')
  const [on_counter] = useRoute('/cap-thuoc/*?')
  const here = (is_here: boolean) => (is_here ? ('page' as const) : undefined)
  const ways = useRef<HTMLElement>(null)
  const [place] = useLocation()
  // On a phone there is room for some of them only.
  useEffect(() => {
    ways.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [place])
  return (
    <nav ref={ways} className="ways">
      {me.rights.includes('patient.read') && (
        <Link href="/" aria-current={here(on_ward)}>
          {words.wards}
        </Link>
      )}
      {me.rights.includes('patient.register') && (
        <Link href="/dang-ky" aria-current={here(on_register)}>
          {words.register}
        </Link>
      )}
      {me.rights.includes('prescription.dispense') && (
        <Link href="/cap-thuoc" aria-current={here(on_counter)}>
          {words.dispensing}
        </Link>
      )}
      {me.rights.includes('exchange.read') && <ExchangeLink />}
      {me.rights.includes('board.own') && (
        <Link href="/so-lieu" aria-current={here(on_counters)}>
          {words.counters}
        </Link>
      )}
      {me.rights.includes('patient.merge') && (
        <Link href="/gop-ho-so" aria-current={here(on_merging)}>
          {words.merging}
        </Link>
      )}
      {me.rights.includes('places.manage') && (
        <Link href="/co-so" aria-current={here(on_places)}>
          {words.places}
        </Link>
      )}
      {me.rights.includes('accounts.manage') && (
        <Link href="/tai-khoan" aria-current={here(on_staff)}>
          {words.staff}
        </Link>
      )}
      {me.rights.includes('exchange.manage') && (
        <Link href="/lien-thong/cai-dat" aria-current={here(on_settings)}>
          {words.link_settings}
        </Link>
      )}
      {(me.rights.includes('privacy.read') || me.rights.includes('privacy.take')) && (
        <Link href="/du-lieu-ca-nhan" aria-current={here(on_privacy)}>
          {words.privacy}
        </Link>
      )}
      {me.rights.includes('system.watch') && (
        <Link href="/suc-khoe-he-thong" aria-current={here(on_health)}>
          {words.system_health}
        </Link>
      )}
      {me.rights.includes('accounts.manage') && (
        <Link href="/ung-dung" aria-current={here(on_apps)}>
          {words.apps}
        </Link>
      )}
      {me.rights.includes('board.own') && (
        <Link href="/muc-cntt" aria-current={here(on_level)}>
          {words.it_level}
        </Link>
      )}
    </nav>
  )
}

const queue_fresh_ms = 60_000

const QueueLink = () => {
  const words = use_words()
  const queue = useQuery({
    queryKey: ['signing-queue', 'count'],
    queryFn: () => ask<SigningQueue>('/signing-queue?count=0'),
    refetchInterval: queue_fresh_ms,
  })
  const count = queue.data?.total ?? 0
  return (
    <Link href="/cho-ky" className="btn queue-link">
      {words.queue} <b className={count > 0 ? 'red' : 'muted'}>{queue.data ? count : '–'}</b>
    </Link>
  )
}
