-- Replica identity, unlogged and options of storage.
create unlogged table u (a int primary key) with (fillfactor = 70);
alter table u replica identity full;
\d+ u
