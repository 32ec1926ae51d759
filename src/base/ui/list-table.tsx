import type { ReactNode } from 'react'

type ListTableProps = {
  /** Of the columns; an empty one stands over acts. */
  titles: readonly string[]
  className?: string
  /** Rows (`tr`). */
  children: ReactNode
}

/** A list in a card, which scrolls sideways where there is no room for it. */
export const ListTable = ({ titles, className, children }: ListTableProps) => (
  <div className="card scroll-x">
    <table className={className ? `list ${className}` : 'list'}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)
