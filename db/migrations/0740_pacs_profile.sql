-- Which kind of system a house's PACS is: one to try on, or the one that counts. NULL: set before this was asked, as its address says.
ALTER TABLE imaging.pacs ADD COLUMN profile text CHECK (profile IN ('sandbox', 'production'));
