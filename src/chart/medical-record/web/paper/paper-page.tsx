import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { use_words } from '../words.ts'
import { use_page } from './use-pages.ts'

/** Regions are see-through rectangles over the page; constructed, so that a strict style policy lets it be. */
const region_style = new CSSStyleSheet()
region_style.replaceSync(`
  :host { display: block }
  svg { display: block; width: 100%; height: auto }
  a { cursor: text; outline: none }
  a rect { rx: 2px }
  a:hover rect { fill: rgba(11, 106, 115, 0.07) }
  a.on rect { fill: rgba(240, 196, 60, 0.2); stroke: #e0b84c; stroke-width: 1 }
`)

export type Region = { item: string; cell: string | undefined; element: Element }

type PaperPageProps = {
  sheet: string
  index: number
  pages: number
  digest: string
  focused: string | undefined
  want_all: boolean
  pick: (region: Region) => void
  drawn: () => void
}

/** One A4 page. It lives in a shadow root: glyph ids of pages drawn at different times never meet. */
export const PaperPage = ({ sheet, index, pages, digest, focused, want_all, pick, drawn }: PaperPageProps) => {
  const words = use_words()
  const host = useRef<HTMLDivElement>(null)
  const [is_near, set_near] = useState(index === 0)
  const page = use_page(sheet, index, digest, is_near || want_all)

  useEffect(() => {
    const element = host.current
    if (!element || is_near) return
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && set_near(true),
      { rootMargin: '900px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [is_near])

  // one effect for both: a newly drawn page is marked, a new focus marks the page that is there
  useLayoutEffect(() => {
    if (!host.current || page.data === undefined) return
    const root = open_root(host.current)
    if (draw(root, page.data)) drawn()
    mark(root, focused)
  }, [page.data, focused, drawn])

  return (
    <div
      ref={host}
      className={page.data === undefined ? 'a4 waiting-page' : 'a4'}
      role="img"
      aria-label={words.page_of(index + 1, pages)}
      onClick={(event) => {
        const region = event.nativeEvent.composedPath().find((one): one is SVGAElement => one instanceof SVGAElement)
        const told = region?.dataset.field
        if (!region || told === undefined) return
        event.preventDefault()
        const [item = '', ...cell] = told.split('/')
        pick({ item, cell: cell.length > 0 ? cell.join('/') : undefined, element: region })
      }}
    />
  )
}

const open_root = (host: HTMLElement): ShadowRoot => {
  if (host.shadowRoot) return host.shadowRoot
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [region_style]
  return root
}

const shown_svg = new WeakMap<ShadowRoot, string>()

/** @returns whether anything had to be drawn */
const draw = (root: ShadowRoot, svg: string): boolean => {
  if (shown_svg.get(root) === svg) return false
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  root.replaceChildren(document.importNode(drawing, true))
  shown_svg.set(root, svg)
  return true
}

const is_of = (told: string | undefined, item: string): boolean =>
  told === item || told?.startsWith(`${item}/`) === true

const mark = (root: ShadowRoot, focused: string | undefined): void => {
  for (const region of root.querySelectorAll<SVGAElement>('a[data-field]')) {
    region.setAttribute('tabindex', '-1')
    region.classList.toggle('on', focused !== undefined && is_of(region.dataset.field, focused))
  }
}

/** The first region of an item on the pages already drawn. */
export const find_region = (pages: Element, item: string): Element | undefined => {
  for (const page of pages.querySelectorAll('.a4'))
    for (const region of page.shadowRoot?.querySelectorAll<SVGAElement>('a[data-field]') ?? [])
      if (is_of(region.dataset.field, item)) return region
  return undefined
}
