import { Link } from 'wouter'
import { staff_place } from '../../../../chart/staff/web/places.ts'
import { Button, ListTable, RefusalNotice, show_moment } from '../../../../base/ui/index.ts'
import type { Untaken } from '../../contract.ts'
import { use_setting } from './use-settings.ts'
import { use_words } from './words.ts'

const Person = ({ one }: { one: Untaken['people'][number] }) => {
  const words = use_words()
  return (
    <tr>
      <td>
        <Link href={staff_place(one.id)}>{one.name}</Link>
      </td>
      <td data-label={words.licence}>{one.licence || '–'}</td>
      <td data-label={words.said}>
        <span className="red">{one.said}</span>
        <small className="muted">{show_moment(one.told_at.slice(0, 16))}</small>
      </td>
      <td data-label={words.remedy} className="small">
        {one.is_changed ? words.remedy_changed : `${words.remedy_us} ${words.remedy_so}`}
      </td>
    </tr>
  )
}

/** Whom of our people the hub's directory refused, why, and who can put it right. */
export const UntakenPart = ({ untaken: { told, people } }: { untaken: Untaken }) => {
  const words = use_words()
  const { change, error, is_busy } = use_setting()
  const summary =
    people.length > 0 ? words.some_taken(told, people.length) : told > 0 ? words.all_taken(told) : words.none_told
  return (
    <section className="link-part">
      <header className="row wrap">
        <h2>{words.untaken}</h2>
        <span className="muted small">{summary}</span>
        {people.length > 0 && (
          <span className="push">
            <Button
              disabled={is_busy}
              onClick={() => void change({ path: 'tell-practitioners', said: words.told_again })}
            >
              {words.tell_again}
            </Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      {people.length > 0 && (
        <ListTable titles={[words.person, words.licence, words.said, words.remedy]} className="link-table">
          {people.map((one) => (
            <Person key={one.id} one={one} />
          ))}
        </ListTable>
      )}
    </section>
  )
}
