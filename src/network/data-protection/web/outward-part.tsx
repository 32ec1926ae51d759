import { Empty, ListTable, Pill, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Outward } from '../contract.ts'
import { RegisterTable } from './register-table.tsx'
import { lines_in, use_part, use_registers } from './use-privacy.ts'
import { use_words } from './words.ts'

type Recipient = Outward['recipients'][number]

const HostMark = ({ one }: { one: Recipient }) => {
  const words = use_words()
  if (one.host === '') return <span className="muted">{words.calls_in}</span>
  if (one.is_domestic) return <Pill>{words.domestic}</Pill>
  return one.is_registered ? <Pill tone="green">{words.registered}</Pill> : <Pill tone="red">{words.blocked}</Pill>
}

export const RecipientsTable = ({ recipients }: { recipients: Recipient[] }) => {
  const words = use_words()
  return (
    <ListTable className="pdp-stacks" titles={[words.what, words.who, words.host, '']}>
      {recipients.map((one, at) => (
        <tr key={at} className={one.is_on ? undefined : 'pdp-over'}>
          <td data-label={words.what} className="wide-text">
            {one.what}
          </td>
          <td data-label={words.who}>{one.who}</td>
          <td data-label={words.host}>{one.host}</td>
          <td data-label="">
            <HostMark one={one} /> {!one.is_on && <span className="muted">{words.is_off}</span>}
          </td>
        </tr>
      ))}
    </ListTable>
  )
}

/** What leaves the house: to whom, out of the country, in bulk; and what people stopped. */
export const OutwardPart = ({ may_change, roles }: { may_change: boolean; roles: Record<string, string> }) => {
  const words = use_words()
  const found = use_registers()
  const outward = use_part<Outward>('/outward')
  const register = found.data?.registers.find(({ kind }) => kind === 'flow')
  if (!found.data || !register || !outward.data)
    return found.error || outward.error ? <RefusalNotice error={found.error ?? outward.error} /> : <Waiting />
  const { recipients, exports, exporters, stopped } = outward.data
  return (
    <>
      <section className="pdp-part">
        <header>
          <h2>{words.recipients}</h2>
        </header>
        {recipients.length === 0 ? (
          <p className="muted small">{words.none_yet}</p>
        ) : (
          <RecipientsTable recipients={recipients} />
        )}
      </section>
      <RegisterTable
        register={register}
        lines={lines_in(found.data, 'flow')}
        columns={['host', 'recipient', 'country', 'purpose', 'dossier', 'until']}
        may_change={may_change}
      />
      <section className="pdp-part">
        <header>
          <h2>{words.bulk}</h2>
          <p className="muted small">{words.bulk_note(exporters.map((role) => roles[role] ?? role).join(', '))}</p>
        </header>
        {exports.length === 0 ? (
          <p className="muted small">{words.no_exports}</p>
        ) : (
          <ListTable className="pdp-stacks" titles={[words.at, words.by, words.what, words.detail]}>
            {exports.map((one, at) => (
              <tr key={at}>
                <td data-label={words.at}>{show_moment(one.at.slice(0, 16))}</td>
                <td data-label={words.by}>
                  {one.who}
                  <span className="muted small">{roles[one.role] ?? one.role}</span>
                </td>
                <td data-label={words.what}>{one.what}</td>
                <td data-label={words.detail} className="wide-text">
                  {one.detail}
                </td>
              </tr>
            ))}
          </ListTable>
        )}
      </section>
      <section className="pdp-part">
        <header>
          <h2>{words.stopped}</h2>
        </header>
        {stopped.length === 0 ? (
          <div className="card">
            <Empty title={words.no_stopped} />
          </div>
        ) : (
          <ListTable className="pdp-stacks" titles={[words.person, words.purposes, words.reason, words.at]}>
            {stopped.map((one) => (
              <tr key={`${one.patient} ${one.purpose}`}>
                <td data-label={words.person}>{one.person || one.patient}</td>
                <td data-label={words.purposes}>{one.purpose}</td>
                <td data-label={words.reason}>{one.reason}</td>
                <td data-label={words.at}>
                  {show_moment(one.said_at.slice(0, 16))}
                  <span className="muted small">{one.said_name}</span>
                </td>
              </tr>
            ))}
          </ListTable>
        )}
      </section>
    </>
  )
}
