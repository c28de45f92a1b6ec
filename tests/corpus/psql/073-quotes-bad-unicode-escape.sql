-- A malformed Unicode escape: the server points at it, psql has split rightly.
select E'\u00' as a; select 2;
