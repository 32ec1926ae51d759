import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button, RefusalNotice, Waiting } from '../../../../base/ui/index.ts'
import { use_words } from '../words.ts'
import './paper.css'
import { find_region, PaperPage } from './paper-page.tsx'
import type { Region } from './paper-page.tsx'
import { use_pages } from './use-pages.ts'

type PaperPaneProps = {
  sheet: string
  revision: string
  status: string
  focused: string | undefined
  pick: (region: Region) => void
  tools: ReactNode
  /** Lays the versions of the sheet side by side. */
  compare?: () => void
  /** A small editor lying over the paper. */
  over?: ReactNode
}

export const PaperPane = (props: PaperPaneProps) => {
  const { sheet, revision, status, focused, pick, tools, compare, over } = props
  const words = use_words()
  const pages = use_pages(sheet, revision)
  const scroll = useRef<HTMLDivElement>(null)
  const picked = useRef<string>(undefined)
  const [drawn_count, set_drawn] = useState(0)
  const [page_at, set_page_at] = useState(1)
  const list = pages.data?.pages ?? []
  const drawn = useCallback(() => set_drawn((count) => count + 1), [])

  // The paper follows the hand, unless the hand came from the paper.
  useEffect(() => {
    const box = scroll.current
    if (!box || focused === undefined || picked.current === focused) return
    const region = find_region(box, focused)?.getBoundingClientRect()
    if (!region) return
    const view = box.getBoundingClientRect()
    const is_seen = region.top > view.top + 20 && region.bottom < view.bottom - 20
    if (!is_seen) box.scrollBy({ top: region.top - view.top - view.height / 3, behavior: 'smooth' })
  }, [focused, drawn_count])

  const on_scroll = () => {
    const box = scroll.current
    if (!box) return
    const middle = box.getBoundingClientRect().top + box.clientHeight / 2
    const tops = [...box.querySelectorAll('.a4')].filter((page) => page.getBoundingClientRect().top <= middle)
    set_page_at(Math.max(1, tops.length))
  }
  return (
    <section className="stage">
      <div className="tools">
        {tools}
        <span className="tools-page">
          {list.length > 0 && `${words.page_of(page_at, list.length)} · `}
          {compare ? (
            <Button look="link" shortcut="v" title={words.compare} onClick={compare}>
              {status}
            </Button>
          ) : (
            status
          )}
        </span>
      </div>
      <div className="paper-scroll" ref={scroll} onScroll={on_scroll}>
        {pages.isPending && <Waiting />}
        <RefusalNotice error={pages.error} again={() => void pages.refetch()} />
        <div className="paper-pages">
          {list.map((page) => (
            <PaperPage
              key={page.index}
              sheet={sheet}
              index={page.index}
              pages={list.length}
              digest={page.digest}
              focused={focused}
              want_all={focused !== undefined}
              drawn={drawn}
              pick={(region) => {
                picked.current = region.item
                pick(region)
              }}
            />
          ))}
          {over}
        </div>
      </div>
    </section>
  )
}
