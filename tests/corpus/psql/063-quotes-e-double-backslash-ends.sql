-- In an E literal a pair of backslashes leaves the next quote alone.
select E'\\' as a; select E'\\\'; select 2; --' as b;
