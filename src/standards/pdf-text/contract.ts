/** What a PDF says in letters (NFC). `lines`: as somebody reads them, gaps between columns as tabs; `drawn`: in the order in which they were drawn. */
export type PdfText = { kind: 'text'; lines: string[]; drawn: string[]; pages: number; pages_read: number }

/**
 * too-large: not opened; too-slow: time or memory ran out; locked: wants a password; broken: no PDF that can be read;
 * no-reader: not the paper's fault, the reading process does not run.
 */
export type PdfUnread = { kind: 'unread'; why: 'too-large' | 'too-slow' | 'locked' | 'broken' | 'no-reader' }

export type PdfRead = PdfText | PdfUnread

export type Asked = { id: number; pdf: Uint8Array }
export type Answered = { id: number; read: PdfRead }
