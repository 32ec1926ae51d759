/** Canonical XML 1.0 without comments (W3C REC-xml-c14n-20010315), of what xml-tree.ts reads. */
import type { XmlElement } from './xml-tree.ts'

const in_text = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')

const in_attribute = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;')

/** Namespaces by prefix; '' is the default one. */
export type Scope = ReadonlyMap<string, string>

const prefix_of_declaration = (name: string): string | undefined =>
  name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined

/** The scope inside an element, from the one around it. */
export const scope_in = (element: XmlElement, around: Scope): Scope => {
  const scope = new Map(around)
  for (const [name, value] of element.attributes) {
    const prefix = prefix_of_declaration(name)
    if (prefix !== undefined) scope.set(prefix, value)
  }
  return scope
}

const by =
  <T>(key: (one: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0

const namespace_nodes = (scope: Scope, written: Scope): string =>
  [...scope]
    .filter(([prefix, uri]) => (written.get(prefix) ?? '') !== uri)
    .toSorted(by(([prefix]) => prefix))
    .map(([prefix, uri]) => ` xmlns${prefix ? `:${prefix}` : ''}="${in_attribute(uri)}"`)
    .join('')

const attribute_nodes = ({ attributes }: XmlElement, scope: Scope): string => {
  const place = (name: string): string => {
    const at = name.indexOf(':')
    return at < 0 ? `\u0000${name}` : `${scope.get(name.slice(0, at)) ?? ''}\u0000${name.slice(at + 1)}`
  }
  return [...attributes]
    .filter(([name]) => prefix_of_declaration(name) === undefined)
    .toSorted(by(([name]) => place(name)))
    .map(([name, value]) => ` ${name}="${in_attribute(value)}"`)
    .join('')
}

export type CanonicalWish = {
  /** Namespaces declared around it: a part of a document carries all of them. */
  around?: Scope
  /** Elements that are taken out, as the enveloped-signature transform does. */
  without?: (element: XmlElement) => boolean
}

/** The bytes that are hashed. An element that is cut out of its document says the namespaces it stood in. */
export const canonical = (element: XmlElement, wish: CanonicalWish = {}): string => {
  const write = (one: XmlElement, around: Scope, written: Scope): string => {
    const scope = scope_in(one, around)
    const inner = one.children
      .map((child) =>
        typeof child === 'string' ? in_text(child) : wish.without?.(child) ? '' : write(child, scope, scope),
      )
      .join('')
    return `<${one.name}${namespace_nodes(scope, written)}${attribute_nodes(one, scope)}>${inner}</${one.name}>`
  }
  return write(element, wish.around ?? new Map(), new Map())
}
