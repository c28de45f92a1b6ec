-- Types, collation, nullability and defaults of a table.
create table t (id serial primary key, name text not null, price numeric(10, 2) default 0.00, tags text[] default '{}', made timestamptz default now(), code varchar(8) collate "C");
\d t
