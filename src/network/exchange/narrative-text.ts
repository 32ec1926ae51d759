const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#160': ' ' }

/** What our own tables say over their columns (standards/ips): without columns it says nothing. */
const table_head = 'Nội dung · Chi tiết · Thời gian'

/** XHTML of a narrative as plain lines: no markup of another house reaches our page. */
export const narrative_text = (div: string): string =>
  div
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\b[^>]*>/gi, ' · ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/( ·)+\s*$/, '')
        .replace(/( ·)+(?= ·)/g, '')
        .trim(),
    )
    .filter((line) => line !== '' && line !== table_head)
    .join('\n')
