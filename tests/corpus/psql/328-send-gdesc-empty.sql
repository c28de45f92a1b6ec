-- \gdesc of a text without a statement, and of one that has no columns.
;
\gdesc
update pg_class set relname = relname where false \gdesc
