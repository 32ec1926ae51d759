-- Letters that are nobody's: those that were never matched, and those that were put back because the person was another.
CREATE INDEX incoming_unmatched ON exchange.incoming (facility, id)
  WHERE patient IS NULL AND encounter IS NULL AND superseded IS NULL AND verdict = 'good' AND state <> 'rejected';
