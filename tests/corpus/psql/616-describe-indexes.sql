-- Partial, expression, covering, descending and unique indexes.
create table t (a int, b text, c text);
create index t_a_b on t (a desc nulls last, b);
create unique index t_lower on t (lower(b)) where a > 0;
create index t_incl on t (a) include (c);
create index t_hash on t using hash (c);
\d t
\d t_a_b
\d t_lower
\di
