-- What is not at the portal yet, and what it took last, each by an index of its own: a page asks for them every few seconds.
DROP INDEX health_book.publication_open;
CREATE INDEX publication_unsent ON health_book.publication (facility, ended_at)
  WHERE kind = 'health-book' AND state <> 'withheld' AND state <> 'none' AND national_state <> 'sent';
CREATE INDEX publication_sent ON health_book.publication (facility, national_sent_at DESC)
  WHERE kind = 'health-book' AND state <> 'withheld' AND state <> 'none' AND national_state = 'sent';
