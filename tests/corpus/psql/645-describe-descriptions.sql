-- Comments on objects that have no list of their own.
create table t (a int constraint pos check (a > 0));
comment on constraint pos on t is 'must be positive';
\dd pos
